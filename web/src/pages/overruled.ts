/** An answer of hers was not kept: what was, by whom, both to read again, and one tap to ask anew. */

import { canonical } from "../formats/canon.ts";
import { showCode } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { books, state } from "../notebook.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { go, path } from "../router.ts";
import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { openSealed } from "../shelf/bodies.ts";
import { placesOf } from "../shelf/disputes.ts";
import type { Known } from "../shelf/known.ts";
import type { LiveValue } from "../shelf/merging.ts";
import { type Overruled, beforeKept, byRecord, overruledOf } from "../shelf/overruled.ts";
import { compartmentOf } from "../shelf/registers.ts";
import type { Case, State } from "../shelf/state.ts";
import { moment, say } from "../words.ts";
import { answerAgain, inWords, questionOf } from "./choose.ts";
import { stepAside } from "./stepping.ts";
import { unsealWhileOpen } from "./unsealing.ts";

/** Return a note for each answer that was not kept and that she has not read about. */
export async function lostNotes(here: Case): Promise<HTMLElement[]> {
  return (await unread(here)).map((one) => drawn(here, one));
}

/** Return a line for each case in which an answer of hers was not kept. */
export async function lostLines(): Promise<HTMLElement[]> {
  const found: HTMLElement[] = [];
  for (const here of state().cases.values()) {
    if (here.lead !== session().worker || (await unread(here)).length === 0) continue;
    const code = showCode(here.code);
    found.push(piece("lost-line", { code, link: path("dossier", code) }));
  }
  return found;
}

async function unread(here: Case): Promise<Overruled[]> {
  const mine = session();
  const found: Overruled[] = [];
  for (const one of overruledHere(here)) {
    const isRead = Object.keys(await draftOf(mine, seat(one))).length > 0;
    if (!isRead && !(await isTheSame(here, one))) found.push(one);
  }
  return found;
}

/** Case → what was overruled there; found once for each state: pages are drawn again and again. */
const judged = new WeakMap<State, Map<string, readonly Overruled[]>>();

function overruledHere(here: Case): readonly Overruled[] {
  const by = judged.get(state()) ?? new Map<string, readonly Overruled[]>();
  const found = by.get(here.id) ?? overruledOf(state(), here, actsOf(here), session());
  judged.set(state(), by.set(here.id, found));
  return found;
}

/** Record → the acts about it; sorted out once for each state, not once a case. */
const sorted = new WeakMap<State, Map<string, Known[]>>();

function actsOf(here: Case): Known[] {
  const by = sorted.get(state()) ?? byRecord(books().all());
  sorted.set(state(), by);
  return placesOf(here).flatMap(([record]) => by.get(record) ?? []);
}

function seat({ kept }: Overruled): string {
  return `vu/${kept.act}`;
}

/** A sealed answer that was kept as it stood has a new envelope, and the same words. */
async function isTheSame(here: Case, { dispute, kept, lost }: Overruled): Promise<boolean> {
  const compartment = compartmentOf(dispute.group);
  if (!compartment) return false;
  const read = async ({ act }: LiveValue) => {
    const found = await openSealed(books(), here.id, act, compartment).catch(() => null);
    return found ? new TextDecoder().decode(canonical(found)) : act;
  };
  const now = await read(kept);
  return (await Promise.all(lost.map(read))).every((words) => words === now);
}

function drawn(here: Case, one: Overruled): HTMLElement {
  const { dispute, kept, lost } = one;
  const isMine = kept.actor === session().worker;
  const who = state().workers.get(kept.actor)?.called ?? "";
  const said = { who, when: moment(kept.time) };
  const node = piece("overruled", {
    what: questionOf(here, dispute),
    answers: [
      side(say(isMine ? "overruled.kept_mine" : "overruled.kept", said), dispute, kept),
      ...lost.map((value) => side(say("overruled.lost", { when: moment(value.time) }), dispute, value)),
    ],
  });
  const compartment = compartmentOf(dispute.group);
  if (compartment) unsealWhileOpen(node, here, [kept, ...lost].map(({ act }) => act), compartment);
  deed(node, "again", () => again(here, one));
  deed(node, "read", async () => {
    await keepDraft(session(), seat(one), { read: "yes" });
    stepAside(node);
  });
  return node;
}

function side(who: string, { group }: Overruled["dispute"], value: LiveValue): HTMLElement {
  return piece("overruled-answer", { who, said: compartmentOf(group) ? [] : inWords(value.answers) });
}

/** Her answer stands beside the other again: both are kept until people choose. */
async function again(here: Case, one: Overruled): Promise<void> {
  const last = one.lost.at(-1);
  if (!last) return;
  await answerAgain(here, one.dispute, last, beforeKept(one));
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
