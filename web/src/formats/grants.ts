/** Hand compartment keys to one recipient: HPKE with X-Wing, signed (suite 2). */

import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { KEY_SIZE, readPlain } from "./aead.ts";
import { type Bytes, type JsonObject, b64, bytesOf, canonical, join, unb64 } from "./canon.ts";
import { type Entry, type KeyPair, requireEntry } from "./entry.ts";
import { fingerprint } from "./fingerprint.ts";
import { type CompartmentKey, type Keys, keysFrom, keysPlain } from "./keys.ts";
import { pad } from "./padding.ts";
import { type Random, platform } from "./random.ts";
import { Refused, refuseUnless } from "./refusal.ts";
import { requirePart } from "./shapes.ts";
import { isSignatureAside, signature } from "./signature.ts";

const INFO = "demeso/grant/v1\n";
const SIGNED_AS = "demeso/grant/sig/v1\n";
const EKM_SIZE = 64;

export type Right = "read" | "half-vault" | "half-oversight" | "hold" | "glass" | "recovery-vault" | "recovery-oversight";
/** What a grant is about: the object, the right, and the consent behind it. */
export type Terms = { readonly object: string; readonly rights: Right; readonly consent: string | null };

export type Grant = Terms & {
  readonly type: "grant";
  readonly suite: 2;
  readonly to: string;
  readonly enc: string;
  readonly ct: string;
  readonly signer: string;
  readonly sig: string;
};

/** Return suite 2: what seals to a public key. */
export function suite(): CipherSuite {
  return new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

function infoOf(part: Pick<Grant, "type" | "suite" | "to" | "signer"> & Terms): Bytes {
  const { type, object, to, rights, consent, signer } = part;
  const context: JsonObject = { app: "demeso", type, suite: part.suite, object, to, rights, consent, signer };
  return join(bytesOf(INFO), canonical(context));
}

function signedBytes(part: Omit<Grant, "sig"> & { readonly sig?: string }): Bytes {
  const { sig: _sig, ...unsigned } = part;
  return join(bytesOf(SIGNED_AS), canonical(unsigned));
}

/** Seal compartment keys to a public key entry, and sign the grant. */
export async function makeGrant(
  keys: Keys,
  terms: Terms,
  to: Entry,
  signer: KeyPair,
  random: Random = platform,
): Promise<Grant> {
  requireEntry(to);
  const { object, rights, consent } = terms;
  const names = { to: await fingerprint(to), signer: signer.fingerprint };
  const head = { type: "grant", suite: 2, object, rights, consent, ...names } as const;
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(unb64(to.kem));
  const how = { recipientPublicKey, info: infoOf(head), ekm: random(EKM_SIZE) };
  const sealed = await hpke.seal(how, pad(canonical({ keys: keysPlain(keys) })));
  const bytes = { enc: b64(new Uint8Array(sealed.enc)), ct: b64(new Uint8Array(sealed.ct)) };
  const part = { ...head, ...bytes };
  return { ...part, sig: signature(signer.signSeed, signedBytes(part)) };
}

/** Refuse a grant that this signer did not make. */
export async function requireGrant(part: Grant, signer: Entry): Promise<void> {
  requirePart(part, "grant");
  requireEntry(signer);
  const named = part.signer === (await fingerprint(signer));
  refuseUnless(named && (await isSignatureAside(part.sig, signer.sign, signedBytes(part))), "grant.forged");
}

/** Open a grant that must be for me, on those terms, from that signer. */
export async function openGrant(part: Grant, terms: Terms, mine: KeyPair, signer: Entry): Promise<Keys> {
  await requireGrant(part, signer);
  refuseUnless(part.to === mine.fingerprint, "grant.recipient");
  const same = part.object === terms.object && part.rights === terms.rights && part.consent === terms.consent;
  refuseUnless(same, "sealed.other");
  return keysFrom(readPlain(await unsealed(part, infoOf(part), mine.kemSeed))["keys"]);
}

/** Open what HPKE sealed to a seed, under what it is bound to. */
export async function unsealed(part: { readonly enc: string; readonly ct: string }, info: Bytes, seed: Bytes): Promise<Bytes> {
  const hpke = suite();
  const recipientKey = await hpke.kem.deserializePrivateKey(seed.slice());
  try {
    const how = { recipientKey, enc: unb64(part.enc), info };
    return new Uint8Array(await hpke.open(how, unb64(part.ct)));
  } catch (error) {
    throw new Refused("sealed.unreadable", "", error);
  }
}

/** Hand an agency key's private seed to a person who will hold it. */
export async function holdGrant(
  agency: KeyPair,
  record: string,
  to: Entry,
  signer: KeyPair,
  random: Random = platform,
): Promise<Grant> {
  const keys = { [agency.entry.owner]: { id: record, key: agency.kemSeed } };
  return makeGrant(keys, { object: agency.entry.id, rights: "hold", consent: null }, to, signer, random);
}

/** Split a key in two halves, each alone worthless. */
export function splitKey(key: CompartmentKey, random: Random = platform): [CompartmentKey, CompartmentKey] {
  const first = random(KEY_SIZE);
  return [{ id: key.id, key: first }, { id: key.id, key: xor(key.key, first) }];
}

/** Join the two halves of one key again. */
export function joinHalves(vault: CompartmentKey, oversight: CompartmentKey): CompartmentKey {
  refuseUnless(vault.id === oversight.id, "sealed.other");
  return { id: vault.id, key: xor(vault.key, oversight.key) };
}

/** Join the two halves of an object's keys, compartment by compartment. */
export function joined(vault: Keys, oversight: Keys): Keys {
  const whole = Object.entries(vault).map(([name, key]) => {
    const other = oversight[name];
    if (!other) throw new Refused("sealed.other");
    return [name, joinHalves(key, other)] as const;
  });
  refuseUnless(whole.length === Object.keys(oversight).length, "sealed.other");
  return Object.fromEntries(whole);
}

function xor(one: Bytes, other: Bytes): Bytes {
  return one.map((byte, at) => byte ^ (other[at] ?? 0));
}
