/** Who can see what: said in words that can be read aloud. */

import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import type { Case, State } from "../shelf/state.ts";
import { day, has, inWordsOf, say } from "../words.ts";
import { type Reader, readersOf } from "./readers.ts";

/** Return one sentence for everyone who can see something. */
export function seenBy(state: State, here: Case): HTMLElement[] {
  return readersOf(state, here, session().worker).map((reader) => piece("item", { text: aloud(reader) }));
}

/** Return the readers in a few words, for a line under the case. */
export function seenInShort(state: State, here: Case): string {
  const found = readersOf(state, here, session().worker).filter(({ how }) => ["reads", "told"].includes(how));
  const names = [...new Set(found.map(({ who, organisation }) => who || organisation))];
  return names.length > 0 ? say("seen.short", { who: names.join(", ") }) : say("seen.short_none");
}

/** Return the sentence of one reader. */
export function aloud({ how, who, organisation, what, until }: Reader): string {
  const nobody = who === "" && has(`seen.${how}.unnamed`) ? ".unnamed" : "";
  return say(`seen.${how}${nobody}`, {
    who,
    organisation,
    what: inWordsOf("categories", what),
    day: day(until),
    until: until ? say("seen.until", { day: day(until) }) : say("seen.until_received"),
  });
}
