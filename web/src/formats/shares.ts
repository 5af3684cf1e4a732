/** The secret behind a recovery key, split in three sheets of 24 words; any two give it back. docs/formats/shares.md */

import { combine, split } from "shamir-secret-sharing";
import { WORDS } from "../session/wordlist.ts";
import { KEY_SIZE, hkdf } from "./aead.ts";
import { type Bytes, bytesOf, join, sha256 } from "./canon.ts";
import { type Entry, type KeyPair, keyPair } from "./entry.ts";
import { type Random, platform } from "./random.ts";
import { Refused, refuseUnless } from "./refusal.ts";

export const SECRET_SIZE = 24;
export const SHARES = 3;
const ENOUGH = 2;
export const WORD_COUNT = 24;
const WORD_BITS = 10n;
const WORD_MASK = 1023n;
const HEAD_SIZE = 3;
const CHECK_SIZE = 3;
const HELD_SIZE = HEAD_SIZE + SECRET_SIZE;
const LAST_EPOCH = 255;
const SEED_INFO = "demeso/recovery/v1\n";
const SIGN_INFO = "demeso/recovery/sign/v1\n";
const CHECKED_AS = "demeso/share/v1\n";

/** One of three: which one, of which epoch, and its point of the line. */
export type Share = { readonly part: number; readonly epoch: number; readonly x: number; readonly y: Bytes };
/** A recovery key as it is born: nobody keeps its secret, the sheets do. */
export type Born = { readonly pair: KeyPair; readonly sheets: readonly Share[] };

/** Draw a recovery key and split its secret; the whole secret is forgotten at once. */
export async function bearRecovery(agency: string, epoch: number, random: Random = platform): Promise<Born> {
  const secret = random(SECRET_SIZE);
  const born = { pair: await recoveryPair(secret, agency, epoch), sheets: await splitSecret(secret, epoch) };
  secret.fill(0);
  return born;
}

/** Draw a line through the secret for each byte; return three points of it. */
export async function splitSecret(secret: Bytes, epoch: number): Promise<Share[]> {
  if (secret.length !== SECRET_SIZE) throw new RangeError("a secret has 24 bytes");
  refuseUnless(epoch > 0 && epoch <= LAST_EPOCH, "share.epoch", String(epoch));
  const drawn = await split(secret, SHARES, ENOUGH);
  return drawn.map((one, at) => ({ part: at + 1, epoch, x: one[SECRET_SIZE] ?? 0, y: one.slice(0, SECRET_SIZE) }));
}

/** Return the secret that two shares of one epoch hold. */
export async function combineShares(one: Share, other: Share): Promise<Bytes> {
  refuseUnless(one.epoch === other.epoch, "share.epoch", String(other.epoch));
  refuseUnless(one.part !== other.part && one.x !== other.x, "share.twice", String(one.part));
  const points = [one, other].map(({ x, y }) => join(y, Uint8Array.of(x)));
  return new Uint8Array(await combine(points));
}

/** Return the recovery key that grows from a secret. */
export async function recoveryPair(secret: Bytes, agency: string, epoch: number): Promise<KeyPair> {
  const grow = (info: string) => hkdf(secret, new Uint8Array(), bytesOf(info), KEY_SIZE);
  return keyPair({ owner: "recovery", id: agency, epoch }, await grow(SEED_INFO), await grow(SIGN_INFO));
}

/** Return the recovery key of an entry; refuse two shares that give another. */
export async function recovered(one: Share, other: Share, entry: Entry, print: string): Promise<KeyPair> {
  for (const { epoch } of [one, other]) refuseUnless(epoch === entry.epoch, "share.epoch", String(epoch));
  const secret = await combineShares(one, other);
  const pair = await recoveryPair(secret, entry.id, entry.epoch);
  secret.fill(0);
  refuseUnless(pair.fingerprint === print, "share.apart");
  return pair;
}

/** Return a share as the 24 words that stand on its sheet. */
export async function shareWords({ part, epoch, x, y }: Share): Promise<string[]> {
  const held = join(Uint8Array.of(part, epoch, x), y);
  let number = numberOf(join(held, await check(held)));
  const words: string[] = [];
  for (let left = WORD_COUNT; left > 0; left -= 1, number >>= WORD_BITS) words.unshift(WORDS[Number(number & WORD_MASK)] ?? "");
  return words;
}

/** Read a share from its words; refuse what was not written so. */
export async function readShare(words: readonly string[]): Promise<Share> {
  refuseUnless(words.length === WORD_COUNT, "share.short", String(words.length));
  let number = 0n;
  for (const [at, word] of words.entries()) {
    const place = WORDS.indexOf(word);
    refuseUnless(place >= 0, "share.word", String(at + 1));
    number = (number << WORD_BITS) | BigInt(place);
  }
  const raw = bytesFrom(number, HELD_SIZE + CHECK_SIZE);
  const held = raw.slice(0, HELD_SIZE);
  const [part = 0, epoch = 0, x = 0] = held;
  const right = (await check(held)).every((byte, at) => byte === raw[HELD_SIZE + at]);
  if (!right || part < 1 || part > SHARES || epoch < 1 || x < 1) throw new Refused("share.check");
  return { part, epoch, x, y: held.slice(HEAD_SIZE) };
}

/** Return the words of the list that begin so: what is offered while somebody types. */
export function wordsLike(start: string, most = 6): string[] {
  const plain = start.trim().toLowerCase();
  return plain ? WORDS.filter((word) => word.startsWith(plain)).slice(0, most) : [];
}

async function check(held: Bytes): Promise<Bytes> {
  return (await sha256(join(bytesOf(CHECKED_AS), held))).slice(0, CHECK_SIZE);
}

function numberOf(raw: Bytes): bigint {
  return raw.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function bytesFrom(number: bigint, size: number): Bytes {
  return Uint8Array.from({ length: size }, (_none, at) => Number((number >> BigInt(8 * (size - 1 - at))) & 255n));
}
