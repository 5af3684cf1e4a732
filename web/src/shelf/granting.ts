/** Which grants are believed: who may give them, about what, and since when. Pure. */

import { isObject } from "../formats/canon.ts";
import type { Grant } from "../formats/grants.ts";
import type { Keys } from "../formats/keys.ts";
import type { Known } from "./known.ts";
import type { PublishedKey } from "./published.ts";

const PACKAGES = "referral."; // acts that hand on sheets, under her yes
const MINE = ["case.opened", "case.reopened", "caseload.taken", "case.taken", "consent.withdrawn", "keys.replaced"]; // by which a lead gives keys to herself

/** What a grant is judged by: the act it came with, who signed, whose keys are proved, who reads. */
export type Given = {
  readonly grant: Grant;
  readonly known: Known;
  readonly signer: PublishedKey;
  readonly keys: readonly PublishedKey[];
  readonly me: string;
};

/** Tell whether a grant has its place in the act that it came with. */
export function isExpected({ grant, known, signer, keys, me }: Given): boolean {
  const { act } = known;
  const { owner, id, epoch } = signer.entry;
  const giver = MINE.includes(act.kind) ? me : id;
  if (owner !== "worker" || id !== act.actor || id !== giver) return false;
  if (epoch !== epochAt(known, signer, keys) || grant.rights !== "read") return false;
  return act.kind.startsWith(PACKAGES) ? isSheet(grant, known) : grant.consent === null;
}

/** Return the newest epoch of the signer when the act was written down; an older key signs nothing new. */
function epochAt({ position }: Known, { entry }: PublishedKey, keys: readonly PublishedKey[]): number {
  const hers = keys.filter((key) => key.entry.owner === entry.owner && key.entry.id === entry.id);
  const before = hers.filter(({ place }) => position === null || place < position);
  return Math.max(0, ...before.map((key) => key.entry.epoch));
}

/** Tell whether a grant is of this referral, under the yes that it names. */
function isSheet(grant: Grant, { act }: Known): boolean {
  const line = act.groups["line"];
  const release = isObject(line) ? line["release"] : grant.consent; // masked for who receives it
  return grant.consent !== null && grant.consent === release && grant.object === act.record;
}

/** Tell whether keys were drawn after others: a key's id begins with its time. */
export function isNewer(found: Keys, held: Keys): boolean {
  return drawn(found) > drawn(held);
}

function drawn(keys: Keys): string {
  return Object.values(keys).map(({ id }) => id).sort().at(-1) ?? "";
}
