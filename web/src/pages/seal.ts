/** Seal answers under a case's keys. */

import { sealBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import type { Parts } from "../forms/parts.ts";
import { books } from "../notebook.ts";
import { bodiesOf, keysOf } from "../shelf/keys.ts";

/** Return one sealed part for each compartment that has answers. */
export async function seal(object: string, sealed: Parts["sealed"]): Promise<JsonObject[]> {
  const named = Object.entries(sealed);
  if (named.length === 0) return [];
  const keys = await keysOf(books(), object);
  const before = bodiesOf(books(), object);
  return Promise.all(named.map(([compartment, answers]) => {
    const key = keys[compartment];
    if (!key) throw new Refused("sealed.unreadable");
    const last = before.filter((body) => body.compartment === compartment).at(-1)?.version ?? 0;
    return sealBody(answers, { object, compartment, version: last + 1 }, key);
  }));
}
