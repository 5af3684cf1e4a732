/** Who can see what of a case, and what stops when she takes a yes back. Pure. */

import { byTwo } from "./by-two.ts";
import { type Case, type Organisation, type Referral, type Release, type State, isPhoned } from "../shelf/state.ts";

/** One reader, or one promise; said aloud by `seen.<how>`. */
export type Reader = {
  readonly how: "you" | "lead" | "supervisor" | "look" | "notice" | "reads" | "told" | "allowed" | "halves" | "opening" | "opened" | "counted" | "uncounted";
  readonly who: string;
  readonly organisation: string;
  readonly what: readonly string[];
  /** The last day; empty: until she has received. */
  readonly until: string;
};

/** One thing that stops, or does not; said by `stops.<code>`. */
export type Stop = { readonly code: string; readonly organisation: string; readonly need: string };

const READABLE = ["sent", "accepted"];

/** Return everyone who can see something, the nearest first. */
export function readersOf(state: State, here: Case, me: string): Reader[] {
  const agency = state.workers.get(here.lead)?.agency ?? "";
  const held = (role: string) => holders(state, agency, role);
  const lead = reader(here.lead === me ? "you" : "lead", { who: called(state, here.lead) });
  const halves = [...held("supervisor"), ...held("dpo")].join(", ");
  return [
    lead,
    ...held("supervisor").map((who) => reader("supervisor", { who })),
    ...lookedAt(state, here),
    ...byTwo(here.thread).map(({ how, people: two, at }) => reader(how, { who: two.map((one) => called(state, one)).join(", "), until: at })),
    ...[...state.referrals.values()].filter((one) => one.case === here.id && READABLE.includes(one.status)).map((one) => handedOn(state, one)),
    ...unused(state, here).map((one) => allowed(state, one)),
    reader(here.consent.statistics === "yes" ? "counted" : "uncounted", {}),
    reader("halves", { who: halves }),
  ];
}

function reader(how: Reader["how"], more: Partial<Reader>): Reader {
  return { how, who: "", organisation: "", what: [], until: "", ...more };
}

/** Of a child's yes a supervisor sees what was decided; of a child who decides alone she is told without a code. */
function lookedAt({ looks }: State, { survivor }: Case): Reader[] {
  const look = looks.get(survivor);
  return look ? [reader(look.why === "alone" ? "notice" : "look", {})] : [];
}

function handedOn(state: State, { recipient, categories, release }: Referral): Reader {
  const to = state.organisations.get(recipient);
  const until = state.releases.get(release)?.until ?? "";
  return reader(isPhoned(to) ? "told" : "reads", { who: people(state, to), organisation: to?.name ?? "", what: categories, until });
}

function allowed(state: State, { recipient, categories, until }: Release): Reader {
  const to = state.organisations.get(recipient);
  return reader("allowed", { who: people(state, to), organisation: to?.name ?? "", what: categories, until });
}

/** What she allowed and nobody has used yet. */
function unused(state: State, here: Case): Release[] {
  const used = [...state.referrals.values()].map(({ release }) => release);
  return standing(state, here).filter(({ id }) => !used.includes(id));
}

/** Return what she allows now. */
export function standing(state: State, here: Case): Release[] {
  return [...state.releases.values()].filter(({ survivor, ended }) => survivor === here.survivor && !ended);
}

/** Return what stops at once when she takes back one yes, or all help. */
export function stopsOf(state: State, here: Case, what: "release" | "statistics" | "story" | "services", release = ""): Stop[] {
  if (what === "statistics") return [stop("figures"), stop("help_stays")];
  if (what === "story") return [stop("story"), stop("sheets_stay"), stop("help_stays")];
  const ended = standing(state, here).filter(({ id }) => what === "services" || id === release);
  const found = ended.flatMap(({ id, recipient }) => ofRelease(state, id, state.organisations.get(recipient)));
  if (what === "release") return [...found, stop("help_stays")];
  return [...found, stop("erased"), stop("figures"), stop("nothing_new"), stop("come_back")];
}

function ofRelease(state: State, id: string, to: Organisation | undefined): Stop[] {
  const organisation = to?.name ?? "";
  const open = [...state.referrals.values()].filter(({ release, status }) => release === id && READABLE.includes(status));
  if (open.length === 0) return [stop("no_more", organisation)];
  const recalled = open.map(({ service }) => stop(isPhoned(to) ? "recalled_aloud" : "recalled", organisation, service));
  return isPhoned(to) ? [...recalled, stop("call_them", organisation)] : recalled;
}

function stop(code: string, organisation = "", need = ""): Stop {
  return { code, organisation, need };
}

function holders(state: State, agency: string, role: string): string[] {
  const given = [...state.roles.values()].filter((one) => !one.ended && one.role === role && one.agency === agency);
  return [...new Set(given.map(({ worker }) => called(state, worker)))].filter((name) => name !== "");
}

function people(state: State, to: Organisation | undefined): string {
  const named = [to?.focalPoint ?? "", to?.deputy ?? ""].map((id) => called(state, id));
  return named.filter((name) => name !== "").join(", ");
}

function called(state: State, worker: string): string {
  return state.workers.get(worker)?.called ?? "";
}
