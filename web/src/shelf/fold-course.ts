/** The course of a case: follow-up, closing and its review, coming back. */

import { type Course, newCourse } from "./course.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, answers } from "./known.ts";
import { force } from "./registers.ts";
import { over } from "./fold-look.ts";
import { newCase } from "./new-case.ts";
import { risked } from "./risked.ts";
import { type Case, type State, caseOf } from "./state.ts";

/** The case that an act is about: its own record, the one it names, or the one that its record belongs to. */
function caseOfAct(state: State, { act }: Known): Case | undefined {
  return state.cases.get(answer(act, "case") || act.record) ?? caseOf(state, state.roots.get(act.record) ?? "");
}

/** Ways that reached nobody: an attempt, not a contact. */
const UNREACHED = ["not_reached", "unknown", "declined"];

function followed(state: State, known: Known): void {
  const here = caseOfAct(state, known);
  if (!here) return;
  const { act } = known;
  state.roots.set(act.record, here.survivor);
  const { course } = here;
  course.nextOn = answer(act, "next_on");
  if (UNREACHED.includes(answer(act, "way"))) {
    course.attempts.push(act.time);
    return;
  }
  course.attempts = [];
  course.lastContact = act.time;
  risked(here, force(state.registers, act.record, "danger"), force(state.registers, act.record, "risk"));
}

function proposed(state: State, known: Known): void {
  const here = caseOfAct(state, known) ?? remainder(state, known);
  turn(state, known, "proposed");
  here.course.reasons = answers(known.act, "reasons");
}

/** Of a closed case its lead keeps one coded line: which it was, and that it may be taken up again. */
function remainder(state: State, { act }: Known): Case {
  const [id, survivor] = [answer(act, "case"), answer(act, "survivor")];
  const here = newCase({ id, survivor, code: answer(act, "code"), lead: act.actor, opened: "" });
  state.cases.set(id, here);
  state.roots.set(id, survivor);
  return here;
}

function returned(state: State, known: Known): void {
  turn(state, known, "returned");
  const here = caseOfAct(state, known);
  if (here) here.course.first = answer(known.act, "return_reason");
}

/** With the end of help, what she allowed ends too; the code remains. */
function closed(state: State, known: Known): void {
  turn(state, known, "closed");
  const here = caseOfAct(state, known);
  if (!here) return;
  here.named = false;
  over(state, here.survivor);
  for (const release of state.releases.values()) if (release.survivor === here.survivor) release.ended = true;
}

function turn(state: State, known: Known, closing: Course["closing"]): void {
  const here = caseOfAct(state, known);
  if (!here) return;
  state.roots.set(known.act.record, here.survivor);
  Object.assign(here.course, { closing, closure: known.act.record, closingAt: known.act.time });
}

/** She came back: the code is the same, what she allowed is asked again. */
function reopened(state: State, known: Known): void {
  const here = caseOfAct(state, known);
  if (here) Object.assign(here, { keyless: false, course: { ...newCourse(), reopened: known.act.time } });
}

export const foldCourse: Steps = {
  "follow_up.recorded": followed,
  "closure.proposed": proposed,
  "closure.returned": returned,
  "closure.approved": closed,
  "case.reopened": reopened,
};
