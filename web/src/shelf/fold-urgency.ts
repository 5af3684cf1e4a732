/** How long something cannot wait, and where from: one answer a case, the newest. */

import type { Steps } from "./fold.ts";
import { type Known, answer } from "./known.ts";
import type { State } from "./state.ts";

export type Urgency = {
  readonly id: string;
  readonly told: string;
  readonly band: string;
  readonly cercle: string;
  /** Empty when nothing is pressing, or no longer. */
  readonly until: string;
  /** Whether she told the hours; what she told is sealed. */
  readonly exact: boolean;
};

/** What has been erased names no case any more. */
function recorded(state: State, { act }: Known): void {
  const here = state.cases.get(answer(act, "case"));
  if (!here) return;
  state.roots.set(act.record, here.survivor);
  state.urgencies.set(here.id, {
    id: act.record, told: act.time, band: answer(act, "band"), cercle: answer(act, "cercle"),
    until: answer(act, "urgent_until"), exact: answer(act, "hours_said") === "yes",
  });
}

export const foldUrgency: Steps = { "urgency.recorded": recorded };
