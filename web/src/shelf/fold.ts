/** Fold acts into the state that the screens show. Pure: no clock, no store. */

import { foldCase } from "./fold-case.ts";
import { foldCourse } from "./fold-course.ts";
import { foldGlass } from "./fold-glass.ts";
import { foldHanding } from "./fold-handing.ts";
import { foldIncident } from "./fold-incident.ts";
import { foldLook } from "./fold-look.ts";
import { foldRegister } from "./fold-register.ts";
import { foldReferral } from "./fold-referral.ts";
import { foldSite } from "./fold-site.ts";
import { foldTeam } from "./fold-team.ts";
import { foldUrgency } from "./fold-urgency.ts";
import { type Known, inOrder } from "./known.ts";
import type { Register } from "./register.ts";
import { enter } from "./registers.ts";
import { type State, nothing } from "./state.ts";

export type Step = (state: State, known: Known) => void;
export type Steps = { readonly [kind: string]: Step };

const STEPS: Steps = { ...foldTeam, ...foldSite, ...foldCase, ...foldHanding, ...foldCourse, ...foldIncident, ...foldLook, ...foldReferral, ...foldGlass, ...foldUrgency };

/** Return what a set of acts amounts to. */
export function fold(all: Iterable<Known>, register: Register | null = null): State {
  const state = nothing();
  foldRegister(state, register);
  const ordered = inOrder(all);
  for (const known of ordered) {
    if (known.state === "quarantined") {
      state.problems.push(known);
      continue;
    }
    enter(state.registers, known);
    STEPS[known.act.kind]?.(state, known);
  }
  const cases = new Map([...state.cases.values()].reverse().map((here) => [here.survivor, here])); // of two, the first
  for (const known of ordered) cases.get(state.roots.get(known.act.record) ?? "")?.thread.push(known);
  return state;
}
