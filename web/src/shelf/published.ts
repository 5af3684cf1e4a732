/** A public key as this device knows it. */

import type { Entry } from "../formats/entry.ts";

export type PublishedKey = {
  readonly id: string;
  readonly entry: Entry;
  readonly by: string;
  /** Whether it is shown to stand in the log, or was born here a moment ago. */
  readonly proved: boolean;
  /** The place of its leaf in the log; of one that is not proved, where its act stands. */
  readonly place: number;
  /** Which roles two people gave its owner, as the log proves; of a worker's key only. */
  readonly roles?: readonly string[];
  /** Who holds it, once two people signed that it is the agency's; of an agency's key only. */
  readonly holders?: readonly string[];
  /** Whether a second person said no to it: its epoch is used up. */
  readonly over?: boolean;
};

/** Tell whether something may be sealed to a key: two people stand behind its owner's role, or behind the key. */
export function isSeconded({ entry, roles = [], holders }: Pick<PublishedKey, "entry" | "roles" | "holders">): boolean {
  return entry.owner === "worker" ? roles.length > 0 : holders !== undefined;
}

type Keys = { readonly keys: readonly PublishedKey[] };

/** Return the last epoch of an agency's key that anybody published. */
export function lastEpoch({ keys }: Keys, owner: Entry["owner"], id: string): number {
  return Math.max(0, ...ofOwner(keys, owner, id).map(({ entry }) => entry.epoch));
}

/** Tell whether a newer key of an agency waits for its second person. */
export function isAwaited({ keys }: Keys, owner: Entry["owner"], id: string): boolean {
  const found = ofOwner(keys, owner, id);
  const last = Math.max(0, ...found.filter(isSeconded).map(({ entry }) => entry.epoch));
  return found.some(({ entry, over }) => !over && entry.epoch > last);
}

function ofOwner(keys: readonly PublishedKey[], owner: Entry["owner"], id: string): PublishedKey[] {
  return keys.filter(({ entry }) => entry.owner === owner && entry.id === id);
}
