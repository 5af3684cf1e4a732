/** Places that receive: what somebody wrote stands when somebody else has read it again. */

import type { JsonObject } from "../formats/canon.ts";
import type { Point, Site } from "../formats/ranking.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, list, text } from "./known.ts";
import type { State } from "./state.ts";

export type Place = Site & {
  readonly name: string; readonly phone: string; readonly cost: string;
  /** Whether a complaint is demanded before care; who may come, in plain words. */
  readonly police_report: string; readonly eligibility: string;
  /** Its whole entry, as it was read again; how much room it has today. */
  readonly said: JsonObject; readonly room?: JsonObject;
  /** Somebody has read it again, and it receives. */
  readonly stands: boolean;
  /** Since when it cannot be reached: locked, and not verified since. */
  readonly suspended?: string;
  /** When somebody last doubted it: an earlier look says nothing. */
  readonly doubted?: string;
};
/** What waits to be read again, by the act that wrote it. */
export type Proposals = Map<string, JsonObject>;

function registered(state: State, known: Known): void {
  const { act } = known;
  const organisation = answer(act, "organisation");
  proposed(state, known);
  state.places.set(act.record, { ...NOTHING, id: act.record, organisation });
}

function proposed(state: State, { act }: Known): void {
  state.proposals.set(act.id, (act.groups["site"] ?? {}) as JsonObject);
}

function reviewed(state: State, { act }: Known): void {
  const revision = answer(act, "revision");
  const [said, place] = [state.proposals.get(revision), state.places.get(act.record)];
  state.proposals.delete(revision);
  if (!said || !place || answer(act, "decision") !== "yes") return;
  state.places.set(act.record, { ...place, ...entryOf(said) });
}

/** It holds from when it was looked at: days without network make no entry younger, and lift no doubt said meanwhile. */
function verified(state: State, known: Known): void {
  const [at, place] = [saidAt(known), state.places.get(known.act.record)];
  if (!place) return;
  const { verified: before, suspended = "", doubted = "" } = place;
  change(state, known, { verified: at < before || at < doubted ? before : at, suspended: at < suspended ? suspended : "" });
}

/** Return when it was written, as its device says; never after it arrived. */
function saidAt({ act, received }: Known): string {
  return received && received < act.time ? received : act.time;
}

function stocked(state: State, known: Known): void {
  const { act, received } = known;
  const told = Object.entries((act.groups["stock"] ?? {}) as JsonObject).filter(([, word]) => WORDS.includes(String(word)));
  change(state, known, { stock: Object.fromEntries(told) as { [item: string]: string }, stocked: received || act.time });
}

function change(state: State, { act }: Known, told: Partial<Place>): void {
  const place = state.places.get(act.record);
  if (place) state.places.set(act.record, { ...place, ...told });
}

function entryOf(said: JsonObject) {
  const own = (question: string) => text(said, question);
  return {
    name: own("name"), phone: own("phone"), region: own("region"), cercle: own("cercle"), point: pointOf(said),
    services: list(said, "services"), hours: own("hours"), on_call: own("on_call"),
    languages: own("languages").split(" ").filter(Boolean), women_staff: own("women_staff"),
    children: own("children"), men: own("men"), cost: own("cost"), access: own("access"),
    sea: own("sea"), care_72h: own("care_72h"), police_report: own("police_report"), eligibility: own("eligibility"),
    stands: own("receiving") === "yes", said,
  };
}

function pointOf(said: JsonObject): Point | null {
  const [latitude, longitude] = [text(said, "latitude"), text(said, "longitude")];
  return latitude && longitude ? [Number(latitude), Number(longitude)] : null;
}

const WORDS = ["in", "low", "few", "out", "never"];
const NOTHING: Place = {
  ...entryOf({}), id: "", organisation: "", stock: {}, stocked: "", verified: "", absences: "",
};

export const foldSite: Steps = {
  "site.registered": registered,
  "site.edited": proposed,
  "site.reviewed": reviewed,
  "site.verified": verified,
  "site.doubted": (state, known) => change(state, known, { verified: "", doubted: known.received || known.act.time }),
  "site.stocked": stocked,
  "capacity.told": (state, known) => change(state, known, { room: (known.act.groups["capacity"] ?? {}) as JsonObject }),
  "site.readied": (state, known) => change(state, known, { absences: answer(known.act, "absences") }),
  "site.suspended": (state, known) => change(state, known, { suspended: saidAt(known) }),
};
