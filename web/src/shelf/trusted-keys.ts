/**
 * Which keys of agencies this device believes, and who holds them: two people signed it, and
 * both signatures stand in the log (docs/formats/ledger.md, "Keys and their holders"). Pure but
 * for the hashes.
 */

import type { Entry } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { type Seen, requireLogged } from "../formats/log.ts";
import { type KeyStatement, type Signed, hasSigned, keyWords, recoveredWords } from "../formats/seconded.ts";
import { isSignature } from "../formats/signature.ts";
import type { Trusted } from "./trusted-roles.ts";

/** Whose role lets her publish which key; an administrator's, the recovery key. */
const MAKERS: { readonly [owner: string]: string } = { vault: "supervisor", oversight: "dpo", intake: "supervisor", recovery: "administrator" };

export type ToldSeconding = KeyStatement & { readonly first: Signed | null; readonly second: Signed | null; readonly proof: unknown };
type Proved = ToldSeconding & { readonly place: number };
/** Fingerprint → who holds the key, of every key that is believed. */
export type Held = ReadonlyMap<string, ReadonlySet<string>>;

/** Return the keys that two people signed; `entries` are proved already. */
export async function trustedKeys(told: readonly ToldSeconding[], entries: readonly Entry[], tree: Seen, roles: Trusted): Promise<Held> {
  const keys = new Map<string, Entry>();
  for (const entry of entries) keys.set(await fingerprint(entry), entry);
  const proved = (await Promise.all(told.map((one) => provedOne(one, tree)))).flatMap((one) => one ?? []);
  const found = new Map<string, Set<string>>();
  for (const one of proved.sort((a, b) => a.place - b.place)) {
    if (!isOf(one, keys.get(one.fp)) || !counts(one, { found, keys, roles })) continue;
    found.set(one.fp, new Set([...(found.get(one.fp) ?? []), ...one.holders]));
  }
  return found;
}

async function provedOne(one: ToldSeconding, tree: Seen): Promise<Proved | null> {
  if (!Array.isArray(one.holders)) return null;
  const open = { ...keyWords(one), holders: [...one.holders], first: plain(one.first), second: plain(one.second) };
  const fact = { type: "seconded", kind: "seconded", open };
  return requireLogged(fact, one.proof, tree).then(() => ({ ...one, place: (one.proof as { n: number }).n }), () => null);
}

const plain = (one: Signed | null) => (one ? { by: one.by, key: one.key, sig: one.sig } : null);

/** Tell whether a statement speaks of a key as its own entry does. */
function isOf({ owner, agency, epoch }: KeyStatement, entry: Entry | undefined): boolean {
  return entry !== undefined && entry.owner === owner && entry.id === agency && entry.epoch === epoch;
}

type Known = { readonly found: Held; readonly keys: ReadonlyMap<string, Entry>; readonly roles: Trusted };

function counts(one: Proved, known: Known): boolean {
  const holders = known.found.get(one.fp);
  if (one.step !== "published" && !holders) return false;
  const { first, second } = one;
  if (!first) return second !== null && bySheets(one, second, known);
  if (!second || first.by === second.by) return false;
  if (!isSigned(one, first, known.keys) || !isSigned(one, second, known.keys)) return false;
  const asked = one.step === "published" ? mightPublish(one, first.by, known.roles) : holders?.has(first.by) === true;
  return asked && mightSecond(one, second.by, known.roles);
}

/** Two people brought two sheets of paper: the recovery key that they gave stands for both. */
function bySheets(one: Proved, { by, key, sig }: Signed, { found, keys }: Known): boolean {
  const entry = keys.get(key);
  const right = one.step === "named" && one.holders.length === 1 && by === one.agency && found.has(key);
  return right && entry?.owner === "recovery" && entry.id === one.agency && isSignature(sig, entry.sign, recoveredWords(one));
}

function isSigned(one: Proved, signed: Signed, keys: Known["keys"]): boolean {
  const entry = keys.get(signed.key);
  return entry?.owner === "worker" && entry.id === signed.by && hasSigned(one, signed, entry.sign);
}

function mightPublish({ owner, agency, place }: Proved, who: string, { before }: Trusted): boolean {
  return before(who, place).some((hers) => hers.agency === agency && hers.role === MAKERS[owner]);
}

function mightSecond({ agency, place }: Proved, who: string, { before, maySecond }: Trusted): boolean {
  return maySecond(before(who, place), agency);
}
