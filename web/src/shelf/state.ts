/** What the acts amount to, as the screens need it. */

import type { Act } from "../formats/act.ts";
import type { Entry } from "../formats/entry.ts";
import type { Course } from "./course.ts";
import type { Place, Proposals } from "./fold-site.ts";
import type { Look } from "./fold-look.ts";
import type { Urgency } from "./fold-urgency.ts";
import type { Known } from "./known.ts";
import { type PublishedKey, isSeconded } from "./published.ts";
import type { JsonObject } from "../formats/canon.ts";
import type { Registers } from "./registers.ts";
import type { Spoken } from "./spoken.ts";

export type Line = {
  id: string; need: string; outcome: string; reoffer: string; barriers: string[];
  /** She no longer names this need. */
  dropped: boolean;
};
export type Incident = { id: string; noted: string; answers: JsonObject };

export type Case = {
  id: string;
  survivor: string;
  code: string;
  lead: string;
  opened: string;
  consent: { services: string; language: string; form: string; statistics: string };
  /** She no longer agrees: nothing new is kept. */
  ended: boolean;
  lines: Line[];
  danger: string;
  risk: string;
  reasons: string[];
  complete: boolean;
  incidents: Incident[];
  named: boolean;
  profile: { [question: string]: string };
  course: Course;
  thread: Known[]; /** Its keys were shredded, and new ones are awaited. */ keyless?: boolean; /** Whose it was before me, and since when it is mine. */ from?: string; handed?: string;
};

export type Status = "sent" | "accepted" | "declined" | "received" | "recalled";

export type Referral = {
  id: string;
  act: Act;
  sender: string;
  recipient: string;
  service: string;
  urgent: boolean;
  categories: string[];
  case: string;
  line: string;
  release: string;
  status: Status;
  sent: string;
  answered: string;
  day: string;
  reason: string;
  received: string;
  by: string[];
  /** How the organisation's word came; nothing before its first word. */
  spoken?: Spoken;
};

export type Release = { id: string; survivor: string; recipient: string; categories: string[]; until: string; given: string; ended: boolean };
export type Organisation = {
  id: string; name: string; region: string; cercle: string; services: string[];
  agency: string; focalPoint: string; deputy: string; kind?: string;
};
export type Worker = { id: string; called: string; agency: string; joined: boolean; left?: boolean };
export type Role = { id: string; worker: string; agency: string; role: string; ended: boolean };

export type State = {
  agencies: Map<string, { id: string; name: string }>;
  workers: Map<string, Worker>;
  roles: Map<string, Role>;
  keys: PublishedKey[];
  organisations: Map<string, Organisation>;
  places: Map<string, Place>; proposals: Proposals;
  cases: Map<string, Case>;
  releases: Map<string, Release>; referrals: Map<string, Referral>;
  /** Case → what cannot wait there; survivor → what a supervisor reads again about a child's yes. */
  urgencies: Map<string, Urgency>; looks: Map<string, Look>;
  problems: Known[];
  /** What stands in every field group. */
  registers: Registers;
  /** Record → the root that it belongs to: what leaves when a root leaves. */
  roots: Map<string, string>;
};

/** Return a state in which nothing has happened. */
export function nothing(): State {
  return {
    agencies: new Map(), workers: new Map(), roles: new Map(), keys: [], organisations: new Map(), places: new Map(), proposals: new Map(),
    cases: new Map(), releases: new Map(), referrals: new Map(), urgencies: new Map(), looks: new Map(), problems: [], registers: new Map(), roots: new Map(),
  };
}

/** Return the case of a survivor. */
export function caseOf(state: State, survivor: string): Case | undefined {
  return [...state.cases.values()].find((one) => one.survivor === survivor);
}

/** Return the case that shows a code, written with or without its dashes. */
export function caseByCode(state: State, code: string): Case | undefined {
  const plain = code.replaceAll("-", "");
  return [...state.cases.values()].find((one) => one.code === plain);
}

/** Return the last referral of a plan line. */
export function referralOf(state: State, line: string): Referral | undefined {
  return [...state.referrals.values()].filter((one) => one.line === line).at(-1);
}

const SETTLED = ["provided", "already", "n_a", "declined"];
const STOPPED: readonly Status[] = ["declined", "recalled"];

/** Return the needs that she names now. */
export function namedLines(here: Case): Line[] {
  return here.lines.filter(({ dropped }) => !dropped);
}

/** Return the needs to show: one she no longer names stays only if something came of it. */
export function shownLines(state: State, here: Case): Line[] {
  return here.lines.filter((line) => !line.dropped || line.outcome !== "" || referralOf(state, line.id) !== undefined);
}

/** Tell whether a need waits for nothing more: it was met, or she does not want it. */
export function isSettledLine(line: Line, referral: Referral | undefined): boolean {
  return line.dropped || SETTLED.includes(line.outcome) || referral?.status === "received";
}

/** Tell whether a need still has nobody: neither an outcome nor a referral under way. */
export function isOpenLine(line: Line, referral: Referral | undefined): boolean {
  if (line.dropped) return false;
  if (referral && !STOPPED.includes(referral.status)) return false;
  return !SETTLED.includes(line.outcome);
}

/** Tell whether nobody of an organisation signs in: then it is told aloud or by phone. */
export function isPhoned(organisation: Organisation | undefined): boolean {
  return organisation !== undefined && organisation.agency === "";
}

/** Return the newest proved key of an owner, an agency's once two people signed it; who published it, when that is known. */
export function keyOf(state: State, owner: Entry["owner"], id: string): PublishedKey | undefined {
  return state.keys.filter((key) => key.proved && key.entry.owner === owner && key.entry.id === id && (owner === "worker" || isSeconded(key))).at(-1);
}
