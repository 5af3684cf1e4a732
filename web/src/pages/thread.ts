/** The thread: what happened, newest first, in words. */

import { type Known, answer, answers } from "../shelf/known.ts";
import type { Case, State } from "../shelf/state.ts";
import { piece } from "../screen.ts";
import { day, has, label, moment, say } from "../words.ts";

/** Draw the thread of a case. */
export function threadOf(state: State, here: Case): HTMLElement[] {
  return [...here.thread].reverse().map((known) => drawn(state, here, known));
}

function drawn(state: State, here: Case, known: Known): HTMLElement {
  const { act } = known;
  const node = piece("act", {
    time: moment(act.time),
    text: words(state, here, known),
    state: known.state === "applied" ? null : say(`act.${known.state}`),
  });
  const said = answer(act, "confirmed_by") === "survivor" || act.kind === "consent.given";
  node.classList.toggle("she", said);
  return node;
}

function words(state: State, here: Case, { act }: Known): string {
  const code = `thread.${act.kind}${variant(act.kind, (question) => answer(act, question))}`;
  return say(has(code) ? code : `thread.${act.kind}`, {
    who: state.workers.get(act.actor)?.called ?? "",
    ...holes(state, here, act.record, (question) => answer(act, question)),
    needs: answers(act, "needs").map((need) => label("needs", need)).join(", "),
  });
}

const VARIANTS: { readonly [kind: string]: string } = {
  "service.received": "received",
  "outcome.recorded": "outcome",
  "consent.withdrawn": "what",
  "safety.recorded": "in_danger",
};

function variant(kind: string, read: (question: string) => string): string {
  const question = VARIANTS[kind];
  if (!question) return "";
  const by = kind === "service.received" ? `.${read("confirmed_by")}` : "";
  return `.${read(question)}${by}`;
}

function holes(state: State, here: Case, record: string, read: (question: string) => string) {
  const referral = state.referrals.get(record);
  const release = state.releases.get(record);
  const line = here.lines.find(({ id }) => id === record || id === referral?.line);
  const recipient = referral?.recipient ?? release?.recipient ?? "";
  const when = read("appointment_day");
  return {
    organisation: state.organisations.get(recipient)?.name ?? "",
    need: label("needs", line?.need ?? referral?.service ?? ""),
    day: when ? day(when) : say("day.unsaid"),
    reason: label("reason", read("reason")),
    outcome: label("outcome", read("outcome")),
  };
}
