/** Handing on: what was sent, what came back, what she received. */

import type { Steps } from "./fold.ts";
import { type Known, answer, answers } from "./known.ts";
import type { State } from "./state.ts";

function sent(state: State, { act }: Known): void {
  const survivor = answer(act, "survivor");
  state.roots.set(act.record, survivor || act.record);
  state.referrals.set(act.record, {
    id: act.record, act, sender: act.actor, recipient: answer(act, "recipient"),
    service: answer(act, "service"), urgent: answer(act, "urgent") === "yes",
    categories: answers(act, "categories"), case: answer(act, "case"), line: answer(act, "line"),
    release: answer(act, "release"), status: "sent", sent: act.time,
    answered: "", day: "", reason: "", received: "", by: [],
  });
}

function accepted(state: State, { act }: Known): void {
  const referral = state.referrals.get(act.record);
  if (!referral) return;
  referral.status = "accepted";
  referral.day = answer(act, "appointment_day");
  referral.answered = act.time;
}

function declined(state: State, { act }: Known): void {
  const referral = state.referrals.get(act.record);
  if (!referral) return;
  referral.status = "declined";
  referral.reason = answer(act, "reason");
  referral.answered = act.time;
}

function received(state: State, { act }: Known): void {
  const referral = state.referrals.get(act.record);
  if (!referral) return;
  referral.received = answer(act, "received");
  if (referral.received === "no") return;
  referral.status = "received";
  const by = answer(act, "confirmed_by");
  if (!referral.by.includes(by)) referral.by.push(by);
}

/** Call back what was open when she withdraws. */
export function recall(state: State, { act }: Known): void {
  for (const referral of state.referrals.values()) {
    const hers = [referral.release, state.roots.get(referral.id)].includes(act.record);
    const open = referral.status === "sent" || referral.status === "accepted";
    const stops = answer(act, "what") !== "statistics";
    if (hers && open && stops) referral.status = "recalled";
  }
}

export const foldReferral: Steps = {
  "referral.sent": sent,
  "referral.accepted": accepted,
  "referral.declined": declined,
  "service.received": received,
};
