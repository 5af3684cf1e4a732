/** Trust what stands in the log: the newest tree only adds to the last one seen (docs/formats/ledger.md). */

import { type Bytes, type Json, type JsonObject, b64, bytesOf, canonical, isObject, join, sha256, unb64 } from "./canon.ts";
import type { Entry } from "./entry.ts";
import { fingerprint } from "./fingerprint.ts";
import { refuseUnless } from "./refusal.ts";
import { entryFault } from "./shapes.ts";
import { isSignature, signPublic, signatureAside } from "./signature.ts";
import { fromBase64, isConsistent, isIncluded, leafHash, openCheckpoint } from "./tree.ts";

const [MOST_STEPS, HASH_SIZE, MARK_SIZE] = [64, 32, 4];
const COSIGNATURE = new Uint8Array([4]);

/** The last tree that this device saw, and the key that signs it. */
export type Seen = { readonly key: string; readonly size: number; readonly root: string; readonly note: string };
/** What a server says of the tree. */
export type ToldLog = { readonly key: string; readonly note: string; readonly since: number; readonly proof: readonly string[] };
/** What a server says of a public key. */
export type ToldKey = { readonly entry: Entry; readonly record: string; readonly revoked_at: string | null; readonly proof: unknown };
/** A public fact as its leaf states it. */
export type Fact = { readonly type: string; readonly kind: string; readonly open: JsonObject };

/** Return the newest tree; refuse one that does not add to the last one seen. */
export async function advanced(seen: Seen, told: ToldLog): Promise<Seen> {
  const [key] = steps([seen.key]) ?? [];
  const stated = key && typeof told?.note === "string" ? await openCheckpoint(told.note, key) : null;
  refuseUnless(stated !== null, "ledger.unsigned");
  refuseUnless(stated.size >= seen.size, "ledger.rolled_back");
  const after = { key: seen.key, size: stated.size, root: b64(stated.root), note: told.note };
  if (seen.size === 0) return after;
  const proof = steps(told.proof);
  const before = { size: seen.size, root: unb64(seen.root, HASH_SIZE) };
  refuseUnless(proof !== null && (await isConsistent(before, stated, proof)), "ledger.forked");
  return after;
}

/**
 * Return where a new device begins: at the last tree that its owner signed.
 * Without one the first tree is taken as it comes, and its key compared by words.
 */
export async function recalled(told: ToldLog, own: string, worker: string, sign: string): Promise<Seen> {
  const unseen: Seen = { key: String(told?.key), size: 0, root: "", note: "" };
  if (!own) return unseen;
  refuseUnless(await isCosigned(own, worker, sign), "ledger.unsigned");
  return advanced(unseen, { ...told, note: own });
}

/** Refuse a public fact that is not shown to stand in the tree. */
export async function requireLogged(fact: Fact, proof: unknown, tree: Seen): Promise<void> {
  refuseUnless(isObject(proof as Json), "key.unproved");
  const { n, t, c, path } = proof as { [name: string]: unknown };
  const shaped = Number.isSafeInteger(n) && typeof t === "string" && typeof c === "string";
  const way = steps(path);
  refuseUnless(shaped && way !== null, "key.unproved");
  const { type, kind, open } = fact;
  const leaf = await leafHash(canonical({ v: 1, n: n as number, t, type, kind, c, open }));
  const stated = { size: tree.size, root: unb64(tree.root, HASH_SIZE) };
  refuseUnless(await isIncluded(leaf, n as number, stated, way), "key.unproved");
}

/** Return what the log says of a public key. */
export async function keyFact(entry: Entry): Promise<Fact> {
  const { owner, id, epoch } = entry;
  return { type: "key", kind: "key", open: { fp: await fingerprint(entry), owner, id, epoch } };
}

/** Return the keys that are proved to stand in a tree; one without proof is left out. */
export async function provedKeys<Told extends ToldKey>(keys: readonly Told[], tree: Seen): Promise<Told[]> {
  const found: Told[] = [];
  for (const told of keys) if (await isProved(told, tree)) found.push(told);
  return found;
}

async function isProved({ entry, proof }: ToldKey, tree: Seen): Promise<boolean> {
  if (entryFault(entry) !== "") return false;
  return requireLogged(await keyFact(entry), proof, tree).then(() => true, () => false);
}

/** Sign a checkpoint that was compared with the last one seen (C2SP tlog-cosignature). */
export async function cosignature(note: string, worker: string, seed: Bytes, millis: number = Date.now()): Promise<string> {
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const [name, time] = [`demeso/worker/${worker}`, Math.floor(millis / 1000)];
  const mark = witnessMark(name, unb64(signPublic(seed))); // before the seed may be overwritten
  const sig = unb64(await signatureAside(seed, bytesOf(`cosignature/v1\ntime ${time}\n${text}`)));
  const line = join(await mark, eightBytes(time), sig);
  return `— ${name} ${btoa(String.fromCharCode(...line))}`;
}

/** Tell whether a line of a note is that worker's cosignature of its body. */
export async function isCosigned(note: string, worker: string, sign: string): Promise<boolean> {
  const start = `— demeso/worker/${worker} `;
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const mark = await witnessMark(start.slice(2, -1), unb64(sign, HASH_SIZE));
  return note.split("\n").some((line) => line.startsWith(start) && signs(line.slice(start.length), mark, text, sign));
}

function signs(told: string, mark: Bytes, text: string, sign: string): boolean {
  const raw = fromBase64(told);
  if (raw?.length !== MARK_SIZE + 8 + 64 || b64(raw.slice(0, MARK_SIZE)) !== b64(mark)) return false;
  const time = new DataView(raw.buffer).getBigUint64(MARK_SIZE);
  return isSignature(b64(raw.slice(MARK_SIZE + 8)), sign, bytesOf(`cosignature/v1\ntime ${time}\n${text}`));
}

/** Return the four bytes by which a cosignature names its key. */
async function witnessMark(name: string, key: Bytes): Promise<Bytes> {
  return (await sha256(join(bytesOf(`${name}\n`), COSIGNATURE, key))).slice(0, MARK_SIZE);
}

function eightBytes(value: number): Bytes {
  const raw = new Uint8Array(8);
  new DataView(raw.buffer).setBigUint64(0, BigInt(value));
  return raw;
}

/** Return the hashes of a proof; nothing when they are none at all. */
function steps(told: unknown): Bytes[] | null {
  if (!Array.isArray(told) || told.length > MOST_STEPS) return null;
  try {
    return told.map((step) => unb64(String(step), HASH_SIZE));
  } catch {
    return null;
  }
}
