/** An act that cannot be sent. Pure. */

import type { Act } from "../formats/act.ts";
import { Refused } from "../formats/refusal.ts";

/** The act that holds back all later ones, and why. */
export type Halt = { readonly act: Act; readonly code: string };

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
