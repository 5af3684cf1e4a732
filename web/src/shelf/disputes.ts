/** Two answers to the same question: which, whose, and the act that settles it. Pure. */

import type { JsonObject } from "../formats/canon.ts";
import type { Kind } from "../kinds.ts";
import { type LiveValue, isDisputed, newestFirst } from "./merging.ts";
import { compartmentOf, force } from "./registers.ts";
import type { Case, State } from "./state.ts";

export type Dispute = {
  readonly record: string;
  readonly group: string;
  readonly kind: Kind;
  /** The newest first. */
  readonly values: readonly LiveValue[];
};

/** What an act that settles a dispute says; the sealed part is added by who has the keys. */
export type Settling = { readonly kind: Kind; readonly record: string; readonly groups: { readonly [group: string]: JsonObject } };

/** Made once and never asked, or for a supervisor to settle: nothing to choose there. */
const FIXED = ["opening", "link", "correction"];

/** Return what people must choose in a case; once help has ended, only whether it has. */
export function disputesOf(state: State, here: Case): Dispute[] {
  const found = placesOf(here).flatMap(([record, kind]) => ofRecord(state, record, kind));
  return here.ended ? found.filter(({ group }) => group === "services") : found;
}

/** Which act answers a group of a record. */
export type Place = readonly [record: string, kind: (group: string) => Kind];

/** Return the records of a case in which people may have to choose. */
export function placesOf(here: Case): Place[] {
  return [
    [here.survivor, (group) => (OF_CONSENT.includes(group) ? "consent.given" : "identity.recorded")],
    [here.id, () => "safety.recorded"],
    ...here.lines.map(({ id }) => [id, (): Kind => "outcome.recorded"] as const),
    ...here.incidents.map(({ id }) => [id, (): Kind => "incident.recorded"] as const),
  ];
}

/** Tell whether people choose between answers to a group: some are made once, some are for a supervisor. */
export function isChosen(group: string): boolean {
  return !FIXED.includes(group);
}

const OF_CONSENT = ["services", "statistics"];

function ofRecord({ registers }: State, record: string, kind: (group: string) => Kind): Dispute[] {
  const disputed = [...(registers.get(record) ?? [])].filter(([group, live]) => isChosen(group) && isDisputed(live));
  return disputed.map(([group, live]) => ({ record, group, kind: kind(group), values: newestFirst(live) }));
}

/** Return what keeps one of the answers: its author has seen them all. */
export function settling(state: State, here: Case, { record, group, kind }: Dispute, answers: JsonObject): Settling {
  const coded = compartmentOf(group) ? {} : { [group]: answers };
  return { kind, record, groups: { ...around(state, here, kind, group, answers), ...coded } };
}

/** What the form of that act asks together with it. */
function around({ registers }: State, here: Case, kind: Kind, group: string, answers: JsonObject): Settling["groups"] {
  if (kind === "incident.recorded") return { link: { case: here.id } };
  if (kind !== "consent.given") return {};
  if (group === "statistics") return { services: force(registers, here.survivor, "services") };
  const statistics = force(registers, here.survivor, "statistics");
  return answers["services"] === "yes" && Object.keys(statistics).length > 0 ? { statistics } : {};
}
