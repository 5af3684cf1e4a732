/** The keys of a keyring page as bytes, two fifths of their JSON, and back. */

import { KEY_SIZE } from "./aead.ts";
import { type Bytes, join } from "./canon.ts";
import { isUuid7, uuid7Millis } from "./ids.ts";
import type { CompartmentKey, Keys } from "./keys.ts";
import { refuseUnless } from "./refusal.ts";
import { COMPARTMENTS } from "./shapes.ts";

type Ring = { readonly [object: string]: Keys };

/** What comes first; JSON begins with a brace. */
const PACKED = 1;
const [ID_SIZE, TIME_SIZE] = [16, 6];
/** Of a number in bytes, lowest first; all but the last are marked. */
const DIGIT = 128;

/** Tell whether what was opened is written as bytes; earlier apps wrote JSON. */
export function isPacked(raw: Bytes): boolean {
  return raw[0] === PACKED;
}

/** Write keys as docs/formats/sealing.md says, in the order of ids and names. */
export function packedKeys(ring: Ring): Bytes {
  const parts = [Uint8Array.of(PACKED)];
  for (const [object, keys] of Object.entries(ring).sort(([one], [other]) => (one < other ? -1 : 1))) {
    refuseUnless(Object.keys(keys).every((name) => COMPARTMENTS.includes(name)), "sealed.plain");
    const here = COMPARTMENTS.flatMap((name, at) => (keys[name] ? [{ ...keys[name], bit: 2 ** at }] : []));
    parts.push(idBytes(object), Uint8Array.of(here.reduce((mask, { bit }) => mask + bit, 0)));
    let before = uuid7Millis(object);
    for (const { id, key } of here) {
      parts.push(numberBytes(uuid7Millis(id) - before), idBytes(id).slice(TIME_SIZE), key);
      before = uuid7Millis(id);
    }
  }
  return join(...parts);
}

/** Read what `packedKeys` wrote; refuse anything else. */
export function unpackedKeys(raw: Bytes): Ring {
  let [at, before] = [1, 0];
  const take = (size: number): Bytes => {
    refuseUnless(at + size <= raw.length, "sealed.plain");
    return raw.subarray(at, (at += size));
  };
  const number = (): number => {
    let [value, worth, digit] = [0, 1, DIGIT];
    for (; digit >= DIGIT; worth *= DIGIT) {
      refuseUnless(worth <= DIGIT ** TIME_SIZE, "sealed.plain");
      digit = take(1)[0] ?? 0;
      value += (digit % DIGIT) * worth;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const key = (): CompartmentKey => {
    before += number();
    refuseUnless(before >= 0 && before < 2 ** (8 * TIME_SIZE), "sealed.plain");
    const id = idOf(before.toString(16).padStart(2 * TIME_SIZE, "0") + hexOf(take(ID_SIZE - TIME_SIZE)));
    return { id, key: take(KEY_SIZE).slice() };
  };
  const found: { [object: string]: Keys } = {};
  while (at < raw.length) {
    const object = idOf(hexOf(take(ID_SIZE)));
    const mask = take(1)[0] ?? 0;
    before = uuid7Millis(object);
    found[object] = Object.fromEntries(COMPARTMENTS.filter((_name, place) => mask & (2 ** place)).map((name) => [name, key()]));
  }
  const again = packedKeys(found);
  refuseUnless(again.length === raw.length && again.every((byte, place) => byte === raw[place]), "sealed.plain");
  return found;
}

/** Write a whole number, small ones in one byte, below zero or not. */
function numberBytes(value: number): Bytes {
  const digits: number[] = [];
  let left = value >= 0 ? 2 * value : -2 * value - 1;
  for (; left >= DIGIT; left = Math.floor(left / DIGIT)) digits.push((left % DIGIT) + DIGIT);
  return Uint8Array.from([...digits, left]);
}

function idBytes(id: string): Bytes {
  refuseUnless(isUuid7(id), "sealed.plain");
  return Uint8Array.from(id.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Bytes): string {
  let hex = "";
  for (const byte of bytes) hex += (byte + 256).toString(16).slice(1);
  return hex;
}

function idOf(hex: string): string {
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  refuseUnless(isUuid7(id), "sealed.plain");
  return id;
}
