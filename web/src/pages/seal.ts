/** Seal answers under a case's keys. */

import { sealBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import type { Parts } from "../forms/parts.ts";
import { books } from "../notebook.ts";
import { type Opened, lastVersion } from "../shelf/bodies.ts";
import { keysOf } from "../shelf/keys.ts";

/**
 * Return one sealed part for each compartment that has answers; and an empty one
 * where there were answers before, so that what was taken out is gone.
 */
export async function seal(object: string, sealed: Parts["sealed"], before: Opened = {}): Promise<JsonObject[]> {
  const emptied = Object.keys(before).filter((name) => Object.keys(before[name] ?? {}).length > 0);
  const named = Object.entries({ ...Object.fromEntries(emptied.map((name) => [name, {}])), ...sealed });
  if (named.length === 0) return [];
  const keys = await keysOf(books(), object);
  return Promise.all(named.map(([compartment, answers]) => {
    const key = keys[compartment];
    if (!key) throw new Refused("sealed.unreadable");
    const version = lastVersion(books(), object, compartment) + 1;
    return sealBody(answers, { object, compartment, version }, key);
  }));
}
