/** Open what was sealed about one record: what stands there now, nothing older. */

import { type Body, openBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { keyOf } from "./keys.ts";
import { newestFirst } from "./merging.ts";
import { compartmentOf } from "./registers.ts";
import type { Shelf } from "./shelf.ts";
import type { State } from "./state.ts";

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
  const body = bodies(shelf).get(object)?.find((one) => one.act === act && one.part.compartment === compartment)?.part;
  const key = body && (await keyOf(shelf, object, compartment, body.key));
  if (!key) return null;
  return openBody(body, { object, compartment, version: body.version }, key);
}

/** Return the number of the last body sealed to an object's compartment. */
export function lastVersion(shelf: Shelf, object: string, compartment: string): number {
  const here = (bodies(shelf).get(object) ?? []).filter(({ part }) => part.compartment === compartment);
  return Math.max(0, ...here.map(({ part }) => part.version));
}

type Sealed = { readonly act: string; readonly part: Body };
/** Whose keys seal them → what lies there; found once for each state of the shelf. */
const found = new WeakMap<State, Map<string, Sealed[]>>();

function bodies(shelf: Shelf): Map<string, Sealed[]> {
  const known = found.get(shelf.state()) ?? byObject(shelf);
  found.set(shelf.state(), known);
  return known;
}

function byObject(shelf: Shelf): Map<string, Sealed[]> {
  const all = new Map<string, Sealed[]>();
  for (const { act } of shelf.all()) {
    for (const part of act.sealed as readonly JsonObject[]) {
      if (part["type"] !== "body") continue;
      const body = part as unknown as Body;
      all.set(body.object, [...(all.get(body.object) ?? []), { act: act.id, part: body }]);
    }
  }
  return all;
}
