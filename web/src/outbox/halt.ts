/** An act that cannot be sent, and how many acts one call carries. Pure. */

import type { Act } from "../formats/act.ts";
import { Refused } from "../formats/refusal.ts";

export const MOST_ACTS = 100;

/** The act that holds back all later ones, and why. */
export type Halt = { readonly act: Act; readonly code: string };

/** Return how many acts the next call may carry: half, when these were too many. */
export function smaller(error: unknown, sent: number, most: number): number {
  const code = error instanceof Refused ? error.code : "";
  const isTooMuch = code === "exchange.too_large" || code === "http.413" || code === "network.slow";
  return isTooMuch && sent > 1 ? Math.floor(sent / 2) : most;
}

/**
 * Return which act the server refused; null when the call may be made again
 * with fewer. Throw what is no single act's fault.
 */
export function blamed(error: unknown, acts: readonly Act[], most: number): Halt | null {
  if (!(error instanceof Refused)) throw error;
  const { code, field } = error;
  const isTooLarge = code === "exchange.too_large" || code === "http.413";
  if (isTooLarge && most < acts.length) return null;
  const act = isTooLarge ? acts[0] : named(code, field, acts);
  if (!act) throw error;
  return { act, code };
}

/** A malformed act is named by its place, a wrongly signed one by its number. */
function named(code: string, field: string, acts: readonly Act[]): Act | undefined {
  const number = Number.parseInt(field, 10);
  if (code === "act.malformed") return acts[number];
  return code === "act.signature" ? acts.find(({ seq }) => seq === number) : undefined;
}
