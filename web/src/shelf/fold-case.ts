/** A survivor's consent, her case, its plan lines. */

import type { Act } from "../formats/act.ts";
import { recall } from "./fold-referral.ts";
import { lineId } from "./line.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, answers, speaks } from "./known.ts";
import { type Case, type State, caseOf } from "./state.ts";

const CONSENTS = new WeakMap<State, Map<string, Act>>();

function consented(state: State): Map<string, Act> {
  const known = CONSENTS.get(state) ?? new Map<string, Act>();
  CONSENTS.set(state, known);
  return known;
}

function given(state: State, { act }: Known): void {
  if (answer(act, "services") !== "yes") return;
  state.roots.set(act.record, act.record);
  consented(state).set(act.record, act);
  const here = caseOf(state, act.record);
  if (here) here.consent = consentOf(act);
}

function consentOf(act: Act): Case["consent"] {
  return {
    services: answer(act, "services"),
    language: answer(act, "language"),
    form: answer(act, "consent_form"),
    statistics: answer(act, "statistics"),
  };
}

function opened(state: State, { act }: Known): void {
  const survivor = answer(act, "survivor");
  const consent = consented(state).get(survivor);
  if (!consent) return;
  state.roots.set(act.record, survivor);
  state.cases.set(act.record, {
    id: act.record, survivor, code: answer(consent, "code"), lead: act.actor, opened: act.time,
    consent: consentOf(consent), withdrawn: [], lines: [], danger: "", risk: "", reasons: [],
    complete: false, incidents: [], named: false, profile: {}, thread: [],
  });
}

function released(state: State, { act }: Known): void {
  const survivor = answer(act, "survivor");
  state.roots.set(act.record, survivor);
  state.releases.set(act.record, {
    id: act.record, survivor, recipient: answer(act, "recipient"),
    categories: answers(act, "categories"), until: answer(act, "until_day"), ended: false,
  });
}

function withdrawn(state: State, known: Known): void {
  const { act } = known;
  recall(state, known);
  const release = state.releases.get(act.record);
  if (release) release.ended = true;
  caseOf(state, act.record)?.withdrawn.push(answer(act, "what"));
}

function identity(state: State, { act }: Known): void {
  const here = caseOf(state, act.record);
  if (!here) return;
  for (const question of ["sex", "age_band"]) {
    if (speaks(act, question)) here.profile[question] = answer(act, question);
  }
  here.named = here.named || act.sealed.some((part) => part["type"] === "body");
}

function needs(state: State, { act }: Known): void {
  const here = state.cases.get(act.record);
  if (!here) return;
  const wanted = answers(act, "needs");
  const lines = wanted.map((need) => {
    const id = lineId(here.id, need);
    state.roots.set(id, here.survivor);
    return here.lines.find((line) => line.id === id) ?? { id, need, outcome: "", reoffer: "", barriers: [] };
  });
  here.lines = [...lines, ...here.lines.filter((line) => !wanted.includes(line.need))];
}

function outcome(state: State, { act }: Known): void {
  const line = state.cases.get(answer(act, "case"))?.lines.find(({ id }) => id === act.record);
  if (!line) return;
  line.outcome = answer(act, "outcome");
  line.reoffer = answer(act, "reoffer");
  line.barriers = answers(act, "barriers");
}

function safety(state: State, { act }: Known): void {
  const here = state.cases.get(act.record);
  if (!here) return;
  if (speaks(act, "in_danger")) here.danger = answer(act, "in_danger");
  if (!speaks(act, "risk_level") && !speaks(act, "risk_reasons")) return;
  here.risk = answer(act, "risk_level");
  here.reasons = answers(act, "risk_reasons");
}

function completed(state: State, { act }: Known): void {
  const here = state.cases.get(act.record);
  if (here) here.complete = answer(act, "complete") !== "no";
}

function incident(state: State, { act }: Known): void {
  const here = state.cases.get(answer(act, "case"));
  if (!here) return;
  state.roots.set(act.record, here.survivor);
  if (!here.incidents.includes(act.record)) here.incidents.push(act.record);
}

export const foldCase: Steps = {
  "consent.given": given,
  "case.opened": opened,
  "release.given": released,
  "consent.withdrawn": withdrawn,
  "identity.recorded": identity,
  "needs.recorded": needs,
  "outcome.recorded": outcome,
  "safety.recorded": safety,
  "assessment.completed": completed,
  "incident.recorded": incident,
};
