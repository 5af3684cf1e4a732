/** What this device owes without being asked: new keys of a case, and word that something is gone. */

import { type NewAct, books, save, state } from "../notebook.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { dropKeys } from "../shelf/held.ts";
import { answer } from "../shelf/known.ts";
import { forgetStayed } from "../shelf/letting-go.ts";
import type { Case } from "../shelf/state.ts";

/** What somebody is asked to say gone: by her device, or as she was told. */
export type Asked = {
  readonly id: string;
  readonly referral: string;
  readonly how: "device" | "told";
  readonly state: "asked" | "late" | "confirmed";
  readonly asked_at: string;
};
type Owed = { readonly shreddings: readonly Asked[]; readonly keyless: readonly string[] };
const asked = new WeakMap<Session, readonly Asked[]>();
/** The cases for which the server waits for new keys: shredded, or perhaps on a lost device. */
const awaited = new WeakMap<Session, Set<string>>();

/** Return what was asked when it was fetched last. */
export function askedOf(mine: Session): readonly Asked[] {
  return (asked.get(mine) ?? []).filter(({ id }) => !isSaid(id, ["paper_none", "paper_destroyed", "told"]));
}

/** Fetch what is asked, once a session and when something left; sign for this device. */
export async function ask(mine: Session, isNews: boolean): Promise<void> {
  if (!isNews && asked.has(mine)) return;
  const { shreddings, keyless } = await call<Owed>("/app/v1/shreddings", { token: mine.token });
  asked.set(mine, shreddings);
  awaited.set(mine, new Set(keyless));
  const gone = shreddings.filter((one) => one.how === "device" && one.state !== "confirmed").filter(isGone(mine));
  if (gone.length > 0) await save(gone.map((one) => word(one, "device")));
}

/** Bring keys where they are awaited, once it is known who works here. */
export async function settle(mine: Session): Promise<void> {
  if ([...state().cases.values()].some(({ from }) => from)) await import("../leaving/handing.ts").then(({ takeOver }) => takeOver());
  await bringKeys(mine);
  if (state().referrals.size > 0) await import("./seal-again.ts").then(({ sealAgain }) => sealAgain());
}

/** Say what became of it. */
export function word({ id, referral }: Asked, gone: string): NewAct {
  return { kind: "shredding.confirmed", record: id, base: 0, groups: { shredding: { referral, gone } } };
}

/** Nothing is left of it here: neither on the shelf nor in memory. */
function isGone(mine: Session): (one: Asked) => boolean {
  return ({ id, referral }) => {
    const held = books().all().some(({ root, position }) => root === referral && position !== null);
    if (!held) dropKeys(mine, referral);
    return !held && !isSaid(id, ["device"]);
  };
}

function isSaid(id: string, words: readonly string[]): boolean {
  return books().about(id).some(({ act }) => words.includes(answer(act, "gone")));
}

/** A case that is helped and waits for keys gets new ones, as soon as the agency's are at hand. */
async function bringKeys(mine: Session): Promise<void> {
  const due = [...state().cases.values()].filter((one) => isDue(one, mine));
  if (due.length === 0) return;
  const { keysAgain, keysAnew } = await import("./take-back.ts");
  for (const here of due) {
    const act = await (here.keyless ? keysAgain(here) : keysAnew(here));
    if (!act) continue;
    await save([act]);
    awaited.get(mine)?.delete(here.id);
    await forgetStayed(mine, here.id);
  }
}

function isDue({ id, keyless, ended, lead, course }: Case, mine: Session): boolean {
  const waits = keyless === true || (awaited.get(mine)?.has(id) ?? false);
  return waits && !ended && lead === mine.worker && course.closing !== "closed";
}
