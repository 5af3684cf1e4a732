/** Agencies, workers, roles, keys, organisations. */

import type { JsonObject } from "../formats/canon.ts";
import type { Entry } from "../formats/entry.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, answers } from "./known.ts";
import type { State } from "./state.ts";

function agency(state: State, { act }: Known): void {
  state.agencies.set(act.record, { id: act.record, name: answer(act, "name") });
}

function invited(state: State, { act }: Known): void {
  const known = state.workers.get(act.record);
  const base = { id: act.record, joined: false, ...known };
  state.workers.set(act.record, { ...base, called: answer(act, "called"), agency: answer(act, "agency") });
}

function joined(state: State, known: Known): void {
  come(state, known);
  published(state, known);
}

function come(state: State, { act }: Known): void {
  const known = state.workers.get(act.record);
  const base = { id: act.record, called: "", agency: "", ...known };
  state.workers.set(act.record, { ...base, joined: true });
}

function ended(state: State, { act }: Known): void {
  const role = state.roles.get(act.record);
  if (role) role.ended = true;
}

/** A key that came by an act waits for its proof; one that was written here needs none. */
function published(state: State, { act, position }: Known): void {
  const entry = Object.assign({}, ...Object.values(act.groups)) as JsonObject & Entry;
  const plain = { v: 1, suite: 2, owner: entry.owner, id: entry.id, kem: entry.kem, sign: entry.sign ?? "" } as const;
  const whole: Entry = { ...plain, epoch: Number(entry.epoch ?? 1) };
  state.keys.push({ id: act.record, entry: whole, by: act.actor, proved: position === null, place: position ?? Number.MAX_SAFE_INTEGER });
}

function organisation(state: State, { act }: Known): void {
  const old = state.organisations.get(act.record);
  const text = (question: string, before = "") => answer(act, question) || before;
  const services = answers(act, "services");
  state.organisations.set(act.record, {
    id: act.record,
    name: text("name", old?.name),
    region: text("region", old?.region),
    cercle: text("cercle", old?.cercle),
    kind: text("kind", old?.kind),
    services: services.length > 0 ? services : (old?.services ?? []),
    agency: text("agency", old?.agency),
    focalPoint: text("focal_point", old?.focalPoint),
    deputy: text("deputy", old?.deputy),
  });
}

export const foldTeam: Steps = {
  "agency.registered": agency,
  "worker.invited": invited,
  "worker.joined": joined,
  "role.ended": ended,
  "key.published": published,
  "keys.renewed": published,
  "organisation.registered": organisation,
  "organisation.edited": organisation,
};
