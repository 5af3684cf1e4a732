/** Hide a length: four bytes of length, the bytes, zeros up to the bucket. */

import type { Bytes } from "./canon.ts";
import { Refused, refuseUnless } from "./refusal.ts";

const BUCKETS = [256, 1024, 4096];
const STEP = 4096;
const LENGTH_SIZE = 4;
const LARGEST = 32 * STEP;

/** Return the padded size of that many bytes; refuse above 128 KiB. */
export function bucket(size: number): number {
  const needed = size + LENGTH_SIZE;
  if (needed > LARGEST) throw new Refused("sealed.long");
  return BUCKETS.find((room) => needed <= room) ?? Math.ceil(needed / STEP) * STEP;
}

/** Pad to the next bucket. */
export function pad(raw: Uint8Array): Bytes {
  const padded = new Uint8Array(bucket(raw.length));
  new DataView(padded.buffer).setUint32(0, raw.length);
  padded.set(raw, LENGTH_SIZE);
  return padded;
}

/** Take off the padding; refuse any byte out of place. */
export function unpad(padded: Bytes): Bytes {
  refuseUnless(padded.length >= LENGTH_SIZE, "sealed.padding");
  const size = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const right = size + LENGTH_SIZE <= LARGEST && bucket(size) === padded.length;
  const tail = padded.subarray(LENGTH_SIZE + size);
  refuseUnless(right && tail.every((byte) => byte === 0), "sealed.padding");
  return padded.slice(LENGTH_SIZE, LENGTH_SIZE + size);
}

/** Tell whether a ciphertext has the size of a bucket and a tag. */
export function isPaddedSize(size: number): boolean {
  const room = size - 16;
  return room > LENGTH_SIZE && room <= LARGEST && bucket(room - LENGTH_SIZE) === room;
}
