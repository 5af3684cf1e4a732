/** A case goes on to another caseworker: by whoever led it, or named after she left. */

import type { Steps } from "./fold.ts";
import { type Known, answer } from "./known.ts";
import type { State } from "./state.ts";

function handed(state: State, { act }: Known): void {
  const lead = state.cases.get(act.record)?.lead;
  if (lead === act.actor) move(state, answer(act, "survivor"), answer(act, "to"), act.time);
}

function assigned(state: State, { act }: Known): void {
  move(state, act.record, answer(act, "to"), act.time);
}

/** Closed cases go along, so that she may come back to somebody. */
function move({ cases }: State, survivor: string, to: string, at: string): void {
  for (const here of cases.values()) {
    if (here.survivor === survivor && to !== "") Object.assign(here, { from: here.lead, lead: to, handed: at });
  }
}

export const foldHanding: Steps = { "case.handed": handed, "survivor.assigned": assigned };
