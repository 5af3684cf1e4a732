/** What a device forgets by itself: when it was, fourteen days after it was told. Pure. */

import type { Known } from "./known.ts";

const KEPT = 14 * 24 * 3_600_000;

/** Tell whether an act's answers are to be forgotten; its place in the ledger stays. */
export function isOver({ act, position }: Known, now: number): boolean {
  const isKept = Object.keys(act.groups).length + act.sealed.length > 0;
  return act.kind === "urgency.recorded" && position !== null && isKept && now - Date.parse(act.time) > KEPT;
}

/** Return what is left of it. */
export function forgotten(known: Known): Known {
  return { ...known, act: { ...known.act, groups: {}, sealed: [] } };
}
