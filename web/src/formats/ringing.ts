/** The keys of a keyring page as bytes, half as long as their JSON, and back. */

import { KEY_SIZE } from "./aead.ts";
import { type Bytes, bytesOf, join } from "./canon.ts";
import { isUuid7 } from "./ids.ts";
import type { CompartmentKey, Keys } from "./keys.ts";
import { refuseUnless } from "./refusal.ts";

type Ring = { readonly [object: string]: Keys };

/** What comes first; JSON begins with a brace. */
const PACKED = 1;
const ID_SIZE = 16;
const NAME = /^[\x21-\x7e]{1,40}$/;

/** Tell whether what was opened is written as bytes; earlier apps wrote JSON. */
export function isPacked(raw: Bytes): boolean {
  return raw[0] === PACKED;
}

/** Write keys as docs/formats/sealing.md says, in the order of ids and names. */
export function packedKeys(ring: Ring): Bytes {
  const parts = [Uint8Array.of(PACKED)];
  for (const [object, keys] of sorted(ring)) {
    parts.push(idBytes(object), Uint8Array.of(Object.keys(keys).length));
    for (const [name, { id, key }] of sorted(keys)) parts.push(Uint8Array.of(name.length), bytesOf(name), idBytes(id), key);
  }
  return join(...parts);
}

/** Read what `packedKeys` wrote; refuse anything else. */
export function unpackedKeys(raw: Bytes): Ring {
  let at = 1;
  const take = (size: number): Bytes => {
    refuseUnless(at + size <= raw.length, "sealed.plain");
    return raw.slice(at, (at += size));
  };
  const number = () => take(1)[0] ?? 0;
  const key = (): [string, CompartmentKey] => {
    const name = String.fromCharCode(...take(number()));
    refuseUnless(NAME.test(name), "sealed.plain");
    return [name, { id: idOf(take(ID_SIZE)), key: take(KEY_SIZE) }];
  };
  const found: { [object: string]: Keys } = {};
  while (at < raw.length) {
    const object = idOf(take(ID_SIZE));
    found[object] = Object.fromEntries(Array.from({ length: number() }, key));
  }
  const again = packedKeys(found);
  refuseUnless(again.length === raw.length && again.every((byte, place) => byte === raw[place]), "sealed.plain");
  return found;
}

function sorted<T>(all: { readonly [name: string]: T }): [string, T][] {
  return Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1));
}

function idBytes(id: string): Bytes {
  refuseUnless(isUuid7(id), "sealed.plain");
  return Uint8Array.from(id.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function idOf(bytes: Bytes): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  refuseUnless(isUuid7(id), "sealed.plain");
  return id;
}
