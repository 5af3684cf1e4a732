/** A survivor's consent, her case, its plan lines. */

import type { Act } from "../formats/act.ts";
import { asked, over } from "./fold-look.ts";
import { recall } from "./fold-referral.ts";
import { lineIdIn } from "./line.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, answers, list, text } from "./known.ts";
import { newCase } from "./new-case.ts";
import { force } from "./registers.ts";
import { type Case, type State, caseOf } from "./state.ts";

const UNSAID = ["unknown", "declined"];
const CONSENTS = new WeakMap<State, Map<string, Act>>();

function consented(state: State): Map<string, Act> {
  const known = CONSENTS.get(state) ?? new Map<string, Act>();
  CONSENTS.set(state, known);
  return known;
}

function given(state: State, known: Known): void {
  const { act } = known;
  const helped = force(state.registers, act.record, "services")["services"] === "yes";
  const here = caseOf(state, act.record);
  if (here) Object.assign(here, { ended: !helped, consent: consentOf(state, act.record) });
  asked(state, known, helped);
  if (!helped) return;
  state.roots.set(act.record, act.record);
  if (answer(act, "code") !== "") consented(state).set(act.record, act);
}

function consentOf({ registers }: State, survivor: string): Case["consent"] {
  const services = force(registers, survivor, "services");
  return {
    services: text(services, "services"),
    language: text(services, "language"),
    form: text(services, "consent_form"),
    statistics: text(force(registers, survivor, "statistics"), "statistics"),
  };
}

function opened(state: State, { act }: Known): void {
  const survivor = answer(act, "survivor");
  const consent = consented(state).get(survivor);
  if (!consent) return;
  state.roots.set(act.record, survivor);
  const begun = { id: act.record, survivor, code: answer(consent, "code"), lead: act.actor, opened: act.time };
  state.cases.set(act.record, newCase({ ...begun, consent: consentOf(state, survivor) }));
}

function released(state: State, { act }: Known): void {
  const survivor = answer(act, "survivor");
  state.roots.set(act.record, survivor);
  state.releases.set(act.record, {
    id: act.record, survivor, recipient: answer(act, "recipient"),
    categories: answers(act, "categories"), until: answer(act, "until_day"), given: act.time, ended: false,
  });
}

/** All help ends with it, unless it names something smaller. */
function withdrawn(state: State, known: Known): void {
  const { act } = known;
  recall(state, known);
  const release = state.releases.get(act.record);
  if (release) release.ended = true;
  const here = caseOf(state, act.record);
  if (!here || release) return;
  const what = answer(act, "what");
  if (what === "story" || what === "services") here.keyless = !act.sealed.some((part) => part["type"] === "grant");
  if (what === "story") return;
  here.consent.statistics = "no";
  if (what === "statistics") return;
  here.ended = true;
  over(state, here.survivor);
  for (const one of state.releases.values()) if (one.survivor === act.record) one.ended = true;
}

function identity(state: State, { act }: Known): void {
  const here = caseOf(state, act.record);
  if (!here) return;
  const profile = force(state.registers, act.record, "profile");
  here.profile = Object.fromEntries(Object.keys(profile).map((question) => [question, text(profile, question)]));
  here.named = here.named || act.sealed.some((part) => part["type"] === "body");
}

function needs(state: State, { act }: Known): void {
  const here = state.cases.get(act.record);
  if (!here) return;
  const wanted = list(force(state.registers, here.id, "priorities"), "needs").filter((need) => !UNSAID.includes(need));
  const lines = wanted.map((need) => {
    const id = lineIdIn(act, here.id, need);
    state.roots.set(id, here.survivor);
    const known = here.lines.find((line) => line.id === id);
    return { id, need, outcome: "", reoffer: "", barriers: [], ...known, dropped: false };
  });
  const left = here.lines.filter((line) => !wanted.includes(line.need));
  here.lines = [...lines, ...left.map((line) => ({ ...line, dropped: true }))];
}

function outcome(state: State, { act }: Known): void {
  const line = state.cases.get(answer(act, "case"))?.lines.find(({ id }) => id === act.record);
  if (!line) return;
  const said = force(state.registers, act.record, "outcome");
  line.outcome = text(said, "outcome");
  line.reoffer = text(said, "reoffer");
  line.barriers = list(said, "barriers");
}

function safety(state: State, { act }: Known): void {
  const here = state.cases.get(act.record);
  if (!here) return;
  here.danger = text(force(state.registers, act.record, "danger"), "in_danger");
  const risk = force(state.registers, act.record, "risk");
  here.risk = text(risk, "risk_level");
  here.reasons = list(risk, "risk_reasons");
}

function completed(state: State, { act }: Known): void {
  const here = state.cases.get(act.record);
  if (here) here.complete = answer(act, "complete") !== "no";
}

/** Its keys were shredded, and here are new ones. */
function rekeyed({ cases }: State, { act }: Known): void {
  const here = cases.get(act.record);
  if (here) here.keyless = false;
}

export const foldCase: Steps = {
  "keys.replaced": rekeyed,
  "consent.given": given,
  "case.opened": opened,
  "release.given": released,
  "consent.withdrawn": withdrawn,
  "identity.recorded": identity,
  "needs.recorded": needs,
  "outcome.recorded": outcome,
  "safety.recorded": safety,
  "assessment.completed": completed,
};
