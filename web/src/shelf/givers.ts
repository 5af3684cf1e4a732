/**
 * Whose word on the keys of a case counts beside mine: of somebody to whom I gave them, by a signature of
 * mine, which no server can write; where there is none, of whoever gave them to me first.
 */

import type { Entry, KeyPair } from "../formats/entry.ts";
import { type Grant, requireGrant } from "../formats/grants.ts";
import { keyBy } from "./entries.ts";
import type { Shelf } from "./shelf.ts";

type Between = { readonly signer: Entry; readonly mine: KeyPair };

/** Tell whether a grant of a case, among all that are `about` it, comes from somebody who may give it. */
export async function isGiver(shelf: Shelf, about: readonly Grant[], grant: Grant, { signer, mine }: Between): Promise<boolean> {
  const given = about.filter((one) => one.signer === mine.fingerprint);
  const signed = await Promise.all(given.map((one) => requireGrant(one, mine.entry).then(() => [one.to], () => [])));
  const to = signed.flat();
  if (to.length === 0) return about.find((one) => one.to === mine.fingerprint)?.signer === grant.signer;
  const owners = await Promise.all(to.map((print) => keyBy(shelf, print)));
  return owners.some((key) => key?.entry.id === signer.id);
}
