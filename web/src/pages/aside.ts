/** What this device wrote and the server set aside: said on the day's page until its author has read it. */

import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Hand } from "../outbox/write.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import { count } from "../words.ts";
import { stepAside } from "./stepping.ts";

const PLACE = "relu";

/** Return the note, while something of it is unread. */
export async function asideNotes(): Promise<HTMLElement[]> {
  const [mine, { problems }] = [session(), state()];
  const fresh = await unread(mine, problems);
  if (fresh.length === 0) return [];
  const node = piece("aside-note", { text: count("aside", fresh.length), why: path("moi") });
  deed(node, "heard", async () => {
    await read(mine, problems);
    stepAside(node);
  });
  return [node];
}

/** Return what was set aside and not read yet. */
export async function unread(hand: Hand, problems: readonly Known[]): Promise<Known[]> {
  if (problems.length === 0) return [];
  const known = await draftOf(hand, PLACE);
  return problems.filter(({ act }) => !Object.hasOwn(known, act.id));
}

/** Remember that all of it was read; what is no longer set aside is forgotten. */
export function read(hand: Hand, problems: readonly Known[]): Promise<void> {
  return keepDraft(hand, PLACE, Object.fromEntries(problems.map(({ act }) => [act.id, true])));
}
