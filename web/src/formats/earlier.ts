/**
 * Carry earlier keys beside those of today: they open, and seal nothing more. Pure; the
 * same as client/rekeying.py, known answers in tests/vectors/lease.json.
 */

import type { CompartmentKey, Keys } from "./keys.ts";

const MARK = ".";

/** Return which compartment a key is of, today's or an earlier one. */
export function compartmentOf(name: string): string {
  return name.split(MARK)[0] ?? "";
}

/** Return the keys of some compartments under names by which they only open. */
export function carried(keys: Keys, compartments: readonly string[]): Keys {
  const names = Object.entries(keys).filter(([name]) => compartments.includes(compartmentOf(name)));
  return Object.fromEntries(names.map(([name, key]) => [`${compartmentOf(name)}${MARK}${key.id}`, key]));
}

/** Return the keys of some compartments as they are, earlier ones too. */
export function staying(keys: Keys, compartments: readonly string[]): Keys {
  return Object.fromEntries(Object.entries(keys).filter(([name]) => compartments.includes(compartmentOf(name))));
}

/** Return the keys of today alone. */
export function todays(keys: Keys): Keys {
  return Object.fromEntries(Object.entries(keys).filter(([name]) => !name.includes(MARK)));
}

/** Return the key that sealed a body, today's or an earlier one; nothing when it is not there. */
export function keyWith(keys: Keys, compartment: string, id: string): CompartmentKey | undefined {
  const today = keys[compartment];
  return today?.id === id ? today : keys[`${compartment}${MARK}${id}`];
}
