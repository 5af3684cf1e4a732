/** Places in danger, as the server states them: who works there, what a lock did, what is left. */

import { asked } from "../keeping/state.ts";

const ADDRESS = "/app/v1/locks";

export type Colleague = { readonly id: string; readonly called: string };
export type Place = {
  readonly id: string; readonly name: string; readonly organisation: string; readonly draft: boolean;
  readonly staff: readonly Colleague[]; readonly devices: number;
  readonly referrals: number; readonly appointments: number; readonly follow_ups: number;
  /** The lock that holds it now; empty when none does. */
  readonly lock: string;
  /** It is open again, and its entry waits to be verified. */
  readonly unverified: boolean;
};
export type Lock = {
  readonly id: string; readonly site: string; readonly name: string; readonly why: string;
  readonly state: "locked" | "proposed" | "over"; readonly at: string; readonly by: string; readonly devices: number;
  readonly back: number; readonly warn: number; readonly to_tell: number; readonly to_orient: number;
  readonly proposed_by: string; readonly may_agree: boolean; readonly unlocked_at: string | null;
};
/** Somebody whom I accompany, and whose way led to a locked place: code and day only. */
export type Way = {
  readonly id: string; readonly code: string; readonly what: "sent" | "appointment" | "follow_up"; readonly on: string;
  readonly need: string; readonly place: string; readonly state: "open" | "tried" | "told";
  readonly tell: boolean; readonly orient: boolean;
};
export type Locks = {
  readonly sites: readonly Place[]; readonly colleagues: readonly Colleague[];
  readonly locks: readonly Lock[]; readonly ways: readonly Way[];
};

export const locks = () => asked<Locks>(ADDRESS);

export type Mark = "locked" | "proposed" | "unverified" | "draft" | "open";

/** Return how a place stands, in one word. Pure. */
export function markOf({ lock, unverified, draft }: Pick<Place, "lock" | "unverified" | "draft">, found: readonly Pick<Lock, "id" | "state">[]): Mark {
  const held = found.find(({ id }) => id === lock);
  if (held) return held.state === "proposed" ? "proposed" : "locked";
  if (unverified) return "unverified";
  return draft ? "draft" : "open";
}

/** Places that are locked come first, then those that wait; by name among equals. Pure. */
export function inOrder(places: readonly Place[], found: readonly Lock[]): Place[] {
  const rank = (place: Place) => MARKS.indexOf(markOf(place, found));
  return [...places].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

const MARKS: readonly Mark[] = ["proposed", "locked", "unverified", "open", "draft"];
