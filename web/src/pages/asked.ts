/** What was asked on the way to a hand-over; kept sealed, so that nothing is lost by stopping. */

import { draftOf, dropDraft, keepDraft } from "../outbox/drafts.ts";
import { session } from "../session/session.ts";
import type { Case } from "../shelf/state.ts";
import { state } from "../notebook.ts";
import { toldOf } from "./useful.ts";
import type { Asked } from "./handover.ts";

const PLACE = "lieu";
const place = ({ id }: Case) => `orienter/${id}`;
let writing: Promise<void> = Promise.resolve();

/** Keep what was just chosen; whoever reads it next waits for it. */
export function keepAsked(here: Case, asked: Asked): void {
  const mine = session();
  writing = writing.catch(() => undefined).then(async () => {
    await keepDraft(mine, place(here), asked);
    if (asked.cercle) await keepDraft(mine, PLACE, { cercle: asked.cercle });
  });
}

/** Return what was chosen for a case, or what is known from before. */
export async function askedOf(here: Case, need = ""): Promise<Asked> {
  await writing;
  const kept = (await draftOf(session(), place(here))) as Partial<Asked>;
  const before = await toldOf(here);
  const known = { band: before?.band ?? "", since: before?.since ?? "", told_at: before?.told_at ?? new Date().toISOString(), pregnant: before?.pregnant ?? "", said_more: false };
  const cercle = state().urgencies.get(here.id)?.cercle || (await lastPlace());
  return { need: "", cercle, ...known, ...kept, ...(need ? { need } : {}) };
}

/** It has become acts. */
export async function dropAsked(here: Case): Promise<void> {
  await writing.catch(() => undefined);
  await dropDraft(session(), place(here));
}

/** Where this device was last asked to look. */
async function lastPlace(): Promise<string> {
  return String((await draftOf(session(), PLACE))["cercle"] ?? "");
}
