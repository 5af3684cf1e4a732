/** What belongs to her by its own words: an urgent access by two, her own number, a call that she asks for. */

import type { Steps } from "./fold.ts";
import { type Known, answer } from "./known.ts";
import { type State, caseOf } from "./state.ts";

/** What follows comes under the same record; the first act says whose case it is. */
function asked(state: State, { act }: Known): void {
  const survivor = answer(act, "survivor");
  if (caseOf(state, survivor)) state.roots.set(act.record, survivor);
}

export const foldGlass: Steps = { "glass.requested": asked, "access.given": asked, "callback.asked": asked };
