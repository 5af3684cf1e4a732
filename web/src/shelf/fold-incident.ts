/** What happened, if she wanted it noted; a type that a supervisor put right. */

import { doubted } from "./fold-look.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer } from "./known.ts";
import { forceAll } from "./registers.ts";
import type { State } from "./state.ts";

function incident(state: State, known: Known): void {
  const { act } = known;
  const here = state.cases.get(answer(act, "case"));
  if (!here) return;
  state.roots.set(act.record, here.survivor);
  doubted(state, here.survivor, known);
  const before = here.incidents.find(({ id }) => id === act.record);
  const said = { id: act.record, noted: act.time, ...before, answers: forceAll(state.registers, act.record) };
  if (before) Object.assign(before, said);
  else here.incidents.push(said);
}

/** A supervisor put the type right; what she was told stays as it is. */
function corrected({ cases, registers }: State, { act }: Known): void {
  const told = [...cases.values()].flatMap(({ incidents }) => incidents);
  const found = told.find(({ id }) => id === act.record);
  if (found) found.answers = forceAll(registers, act.record);
}

export const foldIncident: Steps = { "incident.recorded": incident, "type.corrected": corrected };
