/** Read the known answers that Python wrote; for tests only. */

import { readFileSync } from "node:fs";
import { type Bytes, unb64 } from "./canon.ts";
import { type Entry, type KeyPair, keyPair } from "./entry.ts";
import type { CompartmentKey } from "./keys.ts";
import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";

export type Refusal = { readonly name: string; readonly code: string; readonly field: string };
export type KeyJson = { readonly id: string; readonly key: string };
export type PairJson = {
  readonly entry: Entry;
  readonly fingerprint: string;
  readonly kem: string;
  readonly sign: string;
};

/** Read one file of known answers; the caller says what is in it. */
export function known<Vectors>(name: string): Vectors {
  const file = new URL(`../../../tests/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Vectors;
}

/** Give out these bytes, one after the other: what Python drew. */
export function given(...texts: readonly string[]): Random {
  const rest = texts.map((text) => unb64(text));
  return (size) => {
    const next = rest.shift();
    if (next?.length !== size) throw new Error(`nothing to draw of ${size} bytes`);
    return next;
  };
}

/** Tell `assert.rejects` which refusal to expect. */
export function refusal({ code, field }: Omit<Refusal, "name">): (error: unknown) => boolean {
  return (error) => error instanceof Refused && error.code === code && error.field === field;
}

/** Rebuild a key pair from its seeds. */
export function pairOf({ entry, kem, sign }: PairJson): Promise<KeyPair> {
  return keyPair(entry, unb64(kem), unb64(sign));
}

/** Read a compartment key. */
export function keyOf({ id, key }: KeyJson): CompartmentKey {
  return { id, key: unb64(key) };
}

/** Flip one bit of a byte string. */
export function flip(raw: Bytes, at: number): Bytes {
  return raw.map((byte, place) => (place === at ? byte ^ 1 : byte));
}
