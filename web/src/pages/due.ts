/** What asks for something today, most urgent first. Pure. */

import { type Case, type Line, type Referral, type State, isOpenLine, namedLines } from "../shelf/state.ts";

export type What =
  | "danger" | "arrived" | "declined" | "locked" | "no_service" | "no_need" | "accepted" | "passed" | "missed"
  | "unanswered" | "silent" | "late" | "follow" | "soon" | "taken";
export type Due = {
  readonly what: What;
  readonly tone: "wait" | "due" | "got";
  readonly rank: number;
  readonly case: string;
  readonly record: string;
  readonly need: string;
  readonly organisation: string;
  readonly day: string;
  readonly since: string;
  /** Until when it cannot wait; empty when it can. */
  readonly until: string;
};
/** Everything that one case asks for, the first thing first; of a case that is only listed here, its day. */
export type Entry = { readonly case: Case | null; readonly code: string; readonly first: Due; readonly also: readonly Due[] };
type Listed = { readonly root: string; readonly code: string; readonly next: string };
export type Day = { readonly now: string; readonly told: ReadonlySet<string> };

/** Cannot wait, overdue, due, answers, silence, later this week. */
const RANKS = { window: 0, overdue: 1, due: 2, answer: 3, silence: 4, week: 5 } as const;
/** Up to here a case cannot wait, or is late. */
export const OVERDUE = RANKS.overdue;
const HOUR = 3_600_000;
/** How long an answer may take (domain 8.2), in hours. */
const PATIENCE = { urgent: 24, usual: 72 };
const WEEK = 7 * 24 * HOUR;
/** The needs in which hours count. */
export const PRESSING = ["health"];
const STOPPED = ["declined", "recalled"];

/** Return what a worker has to see, one entry a case. */
export function dueOf(state: State, worker: string, day: Day, listed: readonly Listed[] = []): Entry[] {
  const last = lastReferrals(state);
  const mine = [...state.cases.values()].filter(({ lead }) => lead === worker);
  const cases = mine.flatMap((here) => {
    const [first, ...also] = ofCase(state, here, last, day).sort(before);
    return first ? [{ case: here, code: here.code, first, also }] : [];
  });
  const arrived = inboxOf(state, worker).filter(({ status }) => status === "sent");
  const inbox = arrived.map((one) => ({ case: null, code: "", first: arrival(one), also: [] }));
  const away = listed.flatMap(({ root, code, next }) => following(next, { ...NOTHING, record: root }, day.now).map((first) => ({ case: null, code, first, also: [] })));
  return [...inbox, ...cases, ...away].sort((a, b) => before(a.first, b.first));
}

function before(a: Due, b: Due): number {
  return a.rank - b.rank || a.until.localeCompare(b.until) || a.since.localeCompare(b.since);
}

/** Return the referrals that name this worker to answer them. */
export function inboxOf(state: State, worker: string): Referral[] {
  const mine = [...state.organisations.values()].filter((one) => [one.focalPoint, one.deputy].includes(worker));
  const ids = new Set(mine.map(({ id }) => id));
  const open = [...state.referrals.values()].filter(({ recipient }) => ids.has(recipient));
  return open.sort((a, b) => b.sent.localeCompare(a.sent));
}

/** Plan line → its last referral: looked up once, not once a line. */
function lastReferrals({ referrals }: State): Map<string, Referral> {
  return new Map([...referrals.values()].map((one) => [one.line, one]));
}

const NOTHING = { case: "", record: "", need: "", organisation: "", day: "", since: "", until: "" };

function arrival({ id, urgent, service, sent }: Referral): Due {
  const kind = urgent ? ({ tone: "wait", rank: RANKS.window } as const) : ({ tone: "due", rank: RANKS.due } as const);
  return { ...NOTHING, what: "arrived", ...kind, record: id, need: service, since: sent };
}

function ofCase(state: State, here: Case, last: Map<string, Referral>, day: Day): Due[] {
  if (here.ended || here.course.closing === "closed") return [];
  const base = { ...NOTHING, case: here.id, record: here.id, since: here.opened };
  const until = untilOf(state, here, day.now);
  const found = here.lines.flatMap((line): Due[] => {
    const referral = last.get(line.id);
    const due = ofLine(state, { ...base, need: line.need }, line, referral, day);
    return due ? [pressed(due, PRESSING.includes(line.need) ? until : "")] : [];
  });
  if (namedLines(here).length === 0) found.push({ ...base, what: "no_need", tone: "due", rank: RANKS.due });
  if (here.danger === "yes") found.push({ ...base, what: "danger", tone: "wait", rank: RANKS.window });
  const from = state.workers.get(here.from ?? "")?.called ?? "";
  if (here.from && !isTakenUp(here)) found.push({ ...base, what: "taken", tone: "due", rank: RANKS.due, organisation: from, since: here.handed ?? "" });
  return here.course.closing === "proposed" ? found : [...found, ...following(here.course.nextOn, base, day.now)];
}

/** Whoever took it over has done something in it; giving and taking keys is no help yet. */
function isTakenUp({ thread, lead, handed: at = "" }: Case): boolean {
  return thread.some(({ act }) => act.actor === lead && act.time > at && !["case.taken", "keys.replaced"].includes(act.kind));
}

function untilOf({ urgencies }: State, { id }: Case, now: string): string {
  const { until = "" } = urgencies.get(id) ?? {};
  return until > now ? until : "";
}

/** While hours count, the same thing cannot wait. */
function pressed(due: Due, until: string): Due {
  return until === "" || due.what === "accepted" ? { ...due, until } : { ...due, until, tone: "wait", rank: RANKS.window };
}

type Said = Omit<Due, "what" | "tone" | "rank">;

function ofLine(state: State, said: Said, line: Line, referral: Referral | undefined, day: Day): Due | null {
  if (!referral || STOPPED.includes(referral.status)) {
    if (!isOpenLine(line, referral)) return null;
    if (referral?.status !== "declined") return { ...said, what: "no_service", tone: "due", rank: RANKS.due };
  }
  const organisation = state.organisations.get(referral.recipient)?.name ?? "";
  const { id: record, day: on, answered, sent } = referral;
  return handed({ ...said, record, organisation, day: on, since: answered || sent }, referral, day);
}

function handed(said: Said, { status, urgent, sent, day, received, id, reason }: Referral, { now, told }: Day): Due | null {
  if (status === "declined") return { ...said, what: reason === "locked" ? "locked" : "declined", tone: "wait", rank: RANKS.overdue };
  if (status === "sent") {
    const late = Date.parse(now) - Date.parse(sent) > HOUR * (urgent ? PATIENCE.urgent : PATIENCE.usual);
    const rank = late ? RANKS.overdue : RANKS.silence;
    return { ...said, what: late ? "silent" : "unanswered", tone: urgent || late ? "wait" : "due", rank };
  }
  if (status !== "accepted") return null;
  if (received === "no") return { ...said, what: "missed", tone: "wait", rank: RANKS.overdue };
  if (day !== "" && day < now.slice(0, 10)) return { ...said, what: "passed", tone: "due", rank: RANKS.due };
  return told.has(id) ? null : { ...said, what: "accepted", tone: "got", rank: RANKS.answer };
}

function following(on: string, said: Said, now: string): Due[] {
  const today = now.slice(0, 10);
  if (on === "") return [];
  const due = { ...said, day: on, since: on };
  if (on < today) return [{ ...due, what: "late", tone: "wait", rank: RANKS.overdue }];
  if (on === today) return [{ ...due, what: "follow", tone: "due", rank: RANKS.due }];
  const isSoon = Date.parse(on) - Date.parse(today) <= WEEK;
  return isSoon ? [{ ...due, what: "soon", tone: "due", rank: RANKS.week }] : [];
}

/** Tell whether an entry only announces something later this week. */
export function isLater({ first }: Entry): boolean {
  return first.rank === RANKS.week;
}
