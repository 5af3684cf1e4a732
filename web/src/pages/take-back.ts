/** She takes something back: the act, the new keys that come with it, and what goes from this device. */

import { type NewAct, books, save } from "../notebook.ts";
import type { JsonObject } from "../formats/canon.ts";
import { carried, staying } from "../formats/earlier.ts";
import { session } from "../session/session.ts";
import { everyKey, keysOf } from "../shelf/keys.ts";
import { letGo, stayed } from "../shelf/letting-go.ts";
import type { Case } from "../shelf/state.ts";
import { caseKeys } from "./open-case.ts";

export type What = "release" | "statistics" | "story" | "services";
/** What stays sealed as it was when she takes back what she told. */
const STAYS = ["identity", "contact"];
const ALL = [...STAYS, "narrative", "sensitive"];

/** Keep it here, offline too; without the agency's keys at hand the new ones come later. */
export async function takeBack(here: Case, what: What, record: string): Promise<void> {
  const sealed = what === "story" ? await newKeys(here).catch(() => null) : null;
  const groups = { withdrawal: { what } };
  await save([{ kind: "consent.withdrawn", record, groups, ...(sealed ? { sealed } : {}) }]);
  await letGo(session(), books());
}

/** Return the act that brings the new keys of a case whose old ones are gone; nothing while there are none. */
export async function keysAgain(here: Case): Promise<NewAct | null> {
  return bringing(here, await newKeys(here));
}

/**
 * Return the act that brings new keys of a case whose keys a lost device may hold: the earlier
 * ones come along and open what they sealed. Nothing as long as they are not all at hand.
 */
export async function keysAnew(here: Case): Promise<NewAct | null> {
  const known = await everyKey(books(), here.id);
  if (!ALL.every((name) => known[name])) return null;
  return bringing(here, await caseKeys(here.id, carried(known, ALL)));
}

function bringing(here: Case, sealed: JsonObject[] | null): NewAct | null {
  return sealed && { kind: "keys.replaced", record: here.id, groups: { keys: { survivor: here.survivor } }, sealed };
}

async function newKeys(here: Case) {
  const known = { ...(await stayed(session(), here.id)), ...(await keysOf(books(), here.id)) };
  return caseKeys(here.id, staying(known, STAYS));
}
