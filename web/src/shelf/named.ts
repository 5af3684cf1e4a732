/** What a record is, and by which name people know it. Pure. */

import { showCode } from "../formats/ids.ts";
import { type State, caseOf } from "./state.ts";

export type Named = { readonly what: "case" | "organisation" | "agency" | "worker" | "other"; readonly name: string };

/** Name a record as its readers know it: a case by its code, a place or a colleague by name. */
export function named(state: State, record: string): Named {
  const here = caseOf(state, state.roots.get(record) ?? record);
  if (here) return { what: "case", name: showCode(here.code) };
  const organisation = state.organisations.get(record);
  if (organisation) return { what: "organisation", name: organisation.name };
  const agency = state.agencies.get(record);
  if (agency) return { what: "agency", name: agency.name };
  const worker = state.workers.get(state.roles.get(record)?.worker ?? record);
  return worker ? { what: "worker", name: worker.called } : { what: "other", name: "" };
}
