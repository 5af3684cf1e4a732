/** Compartment keys, as they stand in grants and keyring pages. */

import { KEY_SIZE } from "./aead.ts";
import { type Bytes, type Json, type JsonObject, b64, isObject, unb64 } from "./canon.ts";
import { isUuid7, newId } from "./ids.ts";
import { type Random, platform } from "./random.ts";
import { Refused, refuseUnless } from "./refusal.ts";

/** The key of one compartment of one case, or half of it. */
export type CompartmentKey = { readonly id: string; readonly key: Bytes };
/** Compartment → key. */
export type Keys = { readonly [compartment: string]: CompartmentKey };

/** Draw the key of a compartment, and its id. */
export function newKey(millis: number = Date.now(), random: Random = platform): CompartmentKey {
  return { id: newId(millis, random), key: random(KEY_SIZE) };
}

/** Write compartment keys as JSON. */
export function keysPlain(keys: Keys): JsonObject {
  const rows = Object.entries(keys).map(([name, { id, key }]) => [name, { id, key: b64(key) }]);
  return Object.fromEntries(rows) as JsonObject;
}

/** Read compartment keys back; refuse any other shape. */
export function keysFrom(plain: Json | undefined): Keys {
  refuseUnless(isObject(plain), "sealed.plain");
  return Object.fromEntries(Object.entries(plain).map(([name, key]) => [name, keyFrom(key)]));
}

function keyFrom(plain: Json): CompartmentKey {
  const right = isObject(plain) && Object.keys(plain).sort().join() === "id,key";
  const id = right ? plain["id"] : undefined;
  refuseUnless(right && isUuid7(id), "sealed.plain");
  try {
    return { id, key: unb64(String(plain["key"]), KEY_SIZE) };
  } catch (error) {
    throw new Refused("sealed.plain", "", error);
  }
}
