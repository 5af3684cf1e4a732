/** Open what was sealed about one record: what stands there now, nothing older. */

import { type Body, openBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { keysOf } from "./keys.ts";
import { newestFirst } from "./merging.ts";
import { compartmentOf } from "./registers.ts";
import type { Shelf } from "./shelf.ts";

export type Opened = { readonly [compartment: string]: JsonObject };

/**
 * Return the answers of each compartment that I may read.
 *
 * `object` is whose keys seal them (a case, a referral), `record` what they are
 * about: the person, her plan, one incident. A newer body replaces the older
 * one whole, so that what was taken out does not come back.
 */
export async function openRecord(shelf: Shelf, object: string, record: string): Promise<Opened> {
  const found: Record<string, JsonObject> = {};
  for (const [group, live] of shelf.state().registers.get(record) ?? []) {
    const compartment = compartmentOf(group);
    const act = newestFirst(live)[0]?.act ?? "";
    const opened = compartment ? await openSealed(shelf, object, act, compartment) : null;
    if (opened) found[compartment] = opened;
  }
  return found;
}

/** Return what one act sealed into a compartment; nothing when I may not read it. */
export async function openSealed(shelf: Shelf, object: string, act: string, compartment: string): Promise<JsonObject | null> {
  const key = (await keysOf(shelf, object))[compartment];
  const body = bodies(shelf).find((one) => one.act === act && one.part.object === object && one.part.compartment === compartment)?.part;
  if (!key || !body || key.id !== body.key) return null;
  return openBody(body, { object, compartment, version: body.version }, key);
}

/** Return the number of the last body sealed to an object's compartment. */
export function lastVersion(shelf: Shelf, object: string, compartment: string): number {
  const here = bodies(shelf).filter(({ part }) => part.object === object && part.compartment === compartment);
  return Math.max(0, ...here.map(({ part }) => part.version));
}

function bodies(shelf: Shelf): { readonly act: string; readonly part: Body }[] {
  return shelf.all().flatMap(({ act }) => {
    const parts = (act.sealed as readonly JsonObject[]).filter((part) => part["type"] === "body");
    return parts.map((part) => ({ act: act.id, part: part as unknown as Body }));
  });
}
