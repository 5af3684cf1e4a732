/** Verify the ledger's tree: leaves, proofs (RFC 6962) and signed checkpoints. */

import { type Bytes, b64, bytesOf, join, sha256 } from "./canon.ts";
import { isSignatureAside } from "./signature.ts";

const [LEAF_MARK, NODE_MARK, ED25519] = [new Uint8Array([0]), new Uint8Array([1]), new Uint8Array([1])];
const ORIGIN = "demeso/ledger";
const MARK = "— ";
const [HASH_SIZE, MARK_SIZE] = [32, 4];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A tree as a checkpoint states it. */
export type Stated = { readonly size: number; readonly root: Bytes };
type Hashes = readonly Bytes[];

/** Return the hash of a leaf. */
export function leafHash(data: Bytes): Promise<Bytes> {
  return sha256(join(LEAF_MARK, data));
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(join(NODE_MARK, left, right));
}

/** Return what a leaf says of its payload. */
export async function commitment(salt: Bytes, body: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return b64(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytesOf(body))));
}

/** Return the root over leaf hashes. */
export async function rootOf(leaves: Hashes): Promise<Bytes> {
  const [first] = leaves;
  if (!first) return sha256(new Uint8Array());
  if (leaves.length === 1) return first;
  const half = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return nodeHash(await rootOf(leaves.slice(0, half)), await rootOf(leaves.slice(half)));
}

/** Tell whether a path leads from a leaf hash to the root. */
export async function isIncluded(leaf: Bytes, index: number, tree: Stated, proof: Hashes): Promise<boolean> {
  if (index < 0 || index >= tree.size) return false;
  let [place, last, hashed] = [index, tree.size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (isRight(place, last)) {
      hashed = await nodeHash(step, hashed);
      [place, last] = rise(place, last);
    } else hashed = await nodeHash(hashed, step);
    [place, last] = up(place, last);
  }
  return last === 0 && isSame(hashed, tree.root);
}

/** Tell whether one tree only adds to an earlier one. */
export async function isConsistent(old: Stated, tree: Stated, proof: Hashes): Promise<boolean> {
  if (old.size === tree.size) return proof.length === 0 && isSame(old.root, tree.root);
  if (old.size < 1 || old.size > tree.size || proof.length === 0) return false;
  let [place, last] = [old.size - 1, tree.size - 1];
  while (place % 2 === 1) [place, last] = up(place, last);
  const [first, ...rest] = place === 0 ? [old.root, ...proof] : proof;
  let [before, after] = [first as Bytes, first as Bytes];
  for (const step of rest) {
    if (last === 0) return false;
    if (isRight(place, last)) {
      [before, after] = [await nodeHash(step, before), await nodeHash(step, after)];
      [place, last] = rise(place, last);
    } else after = await nodeHash(after, step);
    [place, last] = up(place, last);
  }
  return last === 0 && isSame(before, old.root) && isSame(after, tree.root);
}

const isRight = (place: number, last: number): boolean => place % 2 === 1 || place === last;
const up = (place: number, last: number): [number, number] => [Math.floor(place / 2), Math.floor(last / 2)];

/** Climb to the next level at which the node is a right child. */
function rise(place: number, last: number): [number, number] {
  let found: [number, number] = [place, last];
  while (found[0] > 0 && found[0] % 2 === 0) found = up(...found);
  return found;
}

/** Return what a checkpoint states; null unless that key signed it. */
export async function openCheckpoint(note: string, key: Bytes): Promise<Stated | null> {
  const gap = note.indexOf("\n\n");
  if (gap < 0) return null;
  const text = note.slice(0, gap + 1);
  const hashed = await sha256(join(bytesOf(`${ORIGIN}\n`), ED25519, key));
  const mark = hashed.slice(0, MARK_SIZE);
  const lines = note.slice(gap + 2).split("\n");
  for (const line of lines) if (await signs(line, text, key, mark)) return stated(text);
  return null;
}

async function signs(line: string, text: string, key: Bytes, mark: Bytes): Promise<boolean> {
  const start = `${MARK}${ORIGIN} `;
  const raw = line.startsWith(start) ? fromBase64(line.slice(start.length)) : null;
  if (!raw || !isSame(raw.slice(0, MARK_SIZE), mark)) return false;
  return isSignatureAside(b64(raw.slice(MARK_SIZE)), b64(key), bytesOf(text));
}

function stated(text: string): Stated | null {
  const [origin, count = "", hash = ""] = text.split("\n");
  const root = fromBase64(hash);
  const size = Number(count);
  const right = origin === ORIGIN && String(size) === count && Number.isSafeInteger(size) && size >= 0;
  return right && root?.length === HASH_SIZE ? { size, root } : null;
}

/** Read plain base64; null when it is none. */
export function fromBase64(text: string): Bytes | null {
  return BASE64.test(text) ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : null;
}

function isSame(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
