/** Handing on: what was sent, what came back, what she received. */

import { APP, type Event, answered } from "./answered.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, answers } from "./known.ts";
import type { Spoken } from "./spoken.ts";
import type { Referral, State } from "./state.ts";

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

const answering = (event: Event) => (state: State, known: Known): void => {
  const { act } = known;
  const referral = state.referrals.get(act.record);
  if (!referral) return;
  const spoken = spokenOf(referral);
  const said = { status: SAYS[event], said_by: answer(act, "said_by") || APP, day: answer(act, "appointment_day"), reason: answer(act, "reason") };
  const before = { status: referral.status, said_by: spoken.saidBy, day: referral.day, disputed: spoken.other !== null };
  const stands = answered(before, { ...said, event, seen: isSeen(spoken.last, known) });
  if (!stands) return;
  const counts = stands.said_by === said.said_by && stands.status === said.status;
  if (counts) Object.assign(referral, { answered: act.time, reason: said.reason });
  Object.assign(referral, { status: stands.status, day: stands.day });
  const other = counts ? spoken.other : said;
  referral.spoken = { ...spoken, saidBy: stands.said_by, other: stands.disputed ? other : null, last: known };
};

function spokenOf({ spoken }: Referral): Spoken {
  return spoken ?? { saidBy: "", receiptBy: "", other: null, last: null };
}

const SAYS = { accept: "accepted", decline: "declined" } as const;

/** Tell whether the author of an answer knew the last one. */
function isSeen(last: Known | null, { act }: Known): boolean {
  if (!last) return true;
  if (last.act.device === act.device && last.act.actor === act.actor) return true;
  return last.version !== null && last.version <= act.base;
}

/** The place is locked: whoever sent it chooses anew. */
function returned(state: State, { act }: Known): void {
  const referral = state.referrals.get(act.record);
  if (referral && ["sent", "accepted"].includes(referral.status)) Object.assign(referral, { status: "declined", answered: act.time, reason: answer(act, "reason") });
}

function received(state: State, { act }: Known): void {
  const referral = state.referrals.get(act.record);
  if (!referral) return;
  const by = answer(act, "confirmed_by");
  if (by === "provider") referral.spoken = { ...spokenOf(referral), receiptBy: answer(act, "said_by") || APP };
  if (by === "survivor" || !referral.by.includes("survivor")) referral.received = answer(act, "received");
  if (answer(act, "received") === "no") {
    if (by === "survivor" && referral.status === "received") Object.assign(referral, { status: "accepted", by: [] });
    return;
  }
  referral.status = "received";
  if (!referral.by.includes(by)) referral.by.push(by);
}

/** What she takes back without ending a hand-over. */
const SMALLER = ["statistics", "story"];

/** Call back what was open when she withdraws. */
export function recall(state: State, { act }: Known): void {
  for (const referral of state.referrals.values()) {
    const hers = [referral.release, state.roots.get(referral.id)].includes(act.record);
    const open = referral.status === "sent" || referral.status === "accepted";
    const stops = !SMALLER.includes(answer(act, "what"));
    if (hers && open && stops) referral.status = "recalled";
  }
}

/** What is said of what is gone stands with the case that it was handed on for. */
function gone(state: State, { act }: Known): void {
  const root = state.roots.get(answer(act, "referral"));
  if (root) state.roots.set(act.record, root);
}

export const foldReferral: Steps = {
  "shredding.confirmed": gone,
  "shredding.escalated": gone,
  "referral.sent": sent,
  "referral.accepted": answering("accept"),
  "referral.declined": answering("decline"),
  "referral.returned": returned,
  "service.received": received,
};
