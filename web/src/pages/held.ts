/** All that is held of her, to be read aloud to her: coded and sealed, as it stands, and nothing older. */

import type { JsonObject } from "../formats/canon.ts";
import { isUuid7, showCode } from "../formats/ids.ts";
import { books, state } from "../notebook.ts";
import { fill, piece } from "../screen.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Known } from "../shelf/known.ts";
import { forceAll } from "../shelf/registers.ts";
import type { Case } from "../shelf/state.ts";
import { has, moment, say } from "../words.ts";
import { pairsOf } from "./sealed.ts";
import { inWords } from "./thread.ts";

/** Draw the page; what is sealed is opened here, one record after the other. */
export async function held(here: Case): Promise<HTMLElement> {
  const node = piece("held", { code: showCode(here.code) });
  const parts: HTMLElement[] = [];
  for (const known of firstOfEach(here.thread)) {
    const record = known.act.record;
    const opened = await openRecord(books(), here.id, record).catch(() => null);
    const coded = readable(forceAll(state().registers, record));
    const sealed = Object.values(opened ?? {}).map((one) => readable(one));
    const pairs = [coded, ...sealed].flatMap(pairsOf);
    if (pairs.length > 0) parts.push(piece("held-part", { what: inWords(state(), here, known), when: moment(known.act.time), pairs }));
  }
  return fill(node, { parts: parts.length > 0 ? parts : say("held.none") });
}

/** The acts that began something: one for each record, in the order in which it was told. */
export function firstOfEach(thread: readonly Known[]): Known[] {
  const seen = new Map<string, Known>();
  for (const known of thread) if (!seen.has(known.act.record)) seen.set(known.act.record, known);
  return [...seen.values()];
}

/** What can be said to her: no ids, nothing empty, only questions that have words. */
export function readable(answers: JsonObject, isSaid: (code: string) => boolean = has): JsonObject {
  const kept = Object.entries(answers).filter(([question, value]) => {
    const empty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
    return !empty && !isUuid7(value) && isSaid(`question.${question}`);
  });
  return Object.fromEntries(kept);
}
