/** What asks for something today, most urgent first. Pure. */

import { type Case, type Referral, type State, isOpenLine, namedLines, referralOf } from "../shelf/state.ts";

export type Due = {
  readonly what: "danger" | "arrived" | "unanswered" | "declined" | "accepted" | "no_service" | "no_need";
  readonly tone: "wait" | "due" | "got";
  readonly code: string;
  readonly case: string;
  readonly record: string;
  readonly need: string;
  readonly organisation: string;
  readonly day: string;
  readonly since: string;
};

const STOPPED = ["declined", "recalled"];
const ORDER = { wait: 0, due: 1, got: 2 };

/** Return what a worker has to see today. */
export function dueOf(state: State, worker: string): Due[] {
  const mine = [...state.cases.values()].filter(({ lead }) => lead === worker);
  const found = [...arrived(state, worker), ...mine.flatMap((here) => ofCase(state, here))];
  return found.sort((a, b) => ORDER[a.tone] - ORDER[b.tone] || a.since.localeCompare(b.since));
}

/** Return the referrals that name this worker to answer them. */
export function inboxOf(state: State, worker: string): Referral[] {
  const mine = [...state.organisations.values()].filter((one) => [one.focalPoint, one.deputy].includes(worker));
  const ids = mine.map(({ id }) => id);
  const open = [...state.referrals.values()].filter(({ recipient }) => ids.includes(recipient));
  return open.sort((a, b) => b.sent.localeCompare(a.sent));
}

const NOTHING = { code: "", case: "", record: "", need: "", organisation: "", day: "", since: "" };

function arrived(state: State, worker: string): Due[] {
  const waiting = inboxOf(state, worker).filter(({ status }) => status === "sent");
  return waiting.map((one) => ({
    ...NOTHING, what: "arrived", tone: one.urgent ? "wait" : "due", record: one.id, need: one.service, since: one.sent,
  }));
}

function ofCase(state: State, here: Case): Due[] {
  if (here.ended) return [];
  const base = { ...NOTHING, code: here.code, case: here.id, record: here.id, since: here.opened };
  const found: Due[] = here.lines.flatMap((line) => {
    const referral = referralOf(state, line.id);
    const said = { ...base, need: line.need };
    if (!referral || STOPPED.includes(referral.status)) {
      if (!isOpenLine(line, referral)) return [];
      if (referral?.status !== "declined") return [{ ...said, what: "no_service", tone: "due" } as const];
    }
    const organisation = state.organisations.get(referral.recipient)?.name ?? "";
    return handed({ ...said, organisation, day: referral.day, since: referral.answered || referral.sent }, referral);
  });
  if (namedLines(here).length === 0) found.push({ ...base, what: "no_need", tone: "due" });
  if (here.danger === "yes") found.unshift({ ...base, what: "danger", tone: "wait" });
  return found;
}

type Said = Omit<Due, "what" | "tone">;

function handed(said: Said, { status, urgent }: Referral): Due[] {
  if (status === "sent") return [{ ...said, what: "unanswered", tone: urgent ? "wait" : "due" }];
  if (status === "declined") return [{ ...said, what: "declined", tone: "wait" }];
  if (status === "accepted") return [{ ...said, what: "accepted", tone: "got" }];
  return [];
}
