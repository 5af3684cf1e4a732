/** How much one call carries each way: more while calls come back soon, half when one does not. Pure. */

import { Refused } from "../formats/refusal.ts";

/** How many acts go out in a call, and how many bytes of changes may come back in it. */
export type Pace = { readonly acts: number; readonly bytes: number };

export const LEAST: Pace = { acts: 1, bytes: 8 * 1024 };
export const FIRST: Pace = { acts: 10, bytes: 64 * 1024 };
export const MOST: Pace = { acts: 100, bytes: 1024 * 1024 };
/** A call that took longer is not made larger: the next might not come back in time. */
const SOON = 15_000;

/** Return twice as much, but no more than the limit; the same again after a call that took long. */
export function faster(pace: Pace, limit: Pace = MOST, took = 0): Pace {
  return took > SOON ? pace : bounded({ acts: pace.acts * 2, bytes: pace.bytes * 2 }, limit);
}

/** Return half of what a call carried that was too large, or that did not come back in time. */
export function slower(error: unknown, sent: number, pace: Pace): Pace {
  const code = error instanceof Refused ? error.code : "";
  const isLarge = code === "exchange.too_large" || code === "http.413";
  if (!isLarge && code !== "network.slow") return pace;
  const acts = sent > 1 ? Math.floor(sent / 2) : pace.acts;
  return isLarge ? { ...pace, acts } : bounded({ acts, bytes: pace.bytes / 2 }, MOST);
}

function bounded({ acts, bytes }: Pace, most: Pace): Pace {
  const between = (low: number, value: number, high: number) => Math.floor(Math.min(high, Math.max(low, value)));
  return { acts: between(LEAST.acts, acts, most.acts), bytes: between(LEAST.bytes, bytes, most.bytes) };
}
