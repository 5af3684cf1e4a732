/** A case's own keys: born here, granted to its lead and, in halves, to the agency. */

import type { JsonObject } from "../formats/canon.ts";
import { makeGrant, splitKey } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { type NewAct, state, widen } from "../notebook.ts";
import { myKeys, session } from "../session/session.ts";
import { holdKeys } from "../shelf/keys.ts";
import { keyOf } from "../shelf/state.ts";

const COMPARTMENTS = ["identity", "contact", "narrative", "sensitive"];

/** Return the act that opens a case; nothing while the agency has no keys. */
export async function openCase(survivor: string): Promise<NewAct | null> {
  const object = newId();
  const sealed = await caseKeys(object);
  return sealed && { kind: "case.opened", record: object, groups: { opening: { survivor } }, sealed };
}

/** Return new keys of a case, granted to me and in halves; what is kept stays as it was. */
export async function caseKeys(object: string, kept: Keys = {}): Promise<JsonObject[] | null> {
  const { vault, oversight } = await halvesOf(session().me.agency);
  if (!vault || !oversight) return null;
  const keys: Keys = { ...Object.fromEntries(COMPARTMENTS.map((name) => [name, newKey()])), ...kept };
  const halves = Object.entries(keys).map(([name, key]) => [name, splitKey(key)] as const);
  const half = (at: 0 | 1): Keys => Object.fromEntries(halves.map(([name, pair]) => [name, pair[at]]));
  const mine = await myKeys();
  const sealed = [
    await makeGrant(keys, { object, rights: "read", consent: null }, mine.entry, mine),
    await makeGrant(half(0), { object, rights: "half-vault", consent: null }, vault.entry, mine),
    await makeGrant(half(1), { object, rights: "half-oversight", consent: null }, oversight.entry, mine),
  ];
  holdKeys(object, keys);
  return sealed;
}

/** The agency's two keys: fetched once when they are not here, for a colleague may just have made or signed them. */
async function halvesOf(agency: string) {
  const find = () => ({ vault: keyOf(state(), "vault", agency), oversight: keyOf(state(), "oversight", agency) });
  const here = find();
  if (here.vault && here.oversight) return here;
  await widen(true);
  return find();
}
