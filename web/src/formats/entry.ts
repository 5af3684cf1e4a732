/** Public key entries, their fingerprints, and the seeds behind them. */

import { XWing } from "@hpke/hybridkem-x-wing";
import { KEY_SIZE } from "./aead.ts";
import { type Bytes, b64 } from "./canon.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Random, platform } from "./random.ts";
import { refuseUnless } from "./refusal.ts";
import { entryFault } from "./shapes.ts";
import { signPublic } from "./signature.ts";

export type Entry = {
  readonly v: 1;
  readonly suite: 2;
  readonly owner: "worker" | "vault" | "oversight" | "intake" | "recovery";
  readonly id: string;
  readonly kem: string;
  readonly sign: string;
  readonly epoch: number;
};

/** A public entry, its fingerprint, and the seeds that never leave the device. */
export type KeyPair = {
  readonly entry: Entry;
  readonly fingerprint: string;
  readonly kemSeed: Bytes;
  readonly signSeed: Bytes;
};

export type Owned = Pick<Entry, "owner" | "id"> & { readonly epoch?: number };

/** Refuse what is not a public key entry. */
export function requireEntry(entry: unknown): asserts entry is Entry {
  const fault = entryFault(entry);
  refuseUnless(fault === "", "key.malformed", fault);
}

/** Return the 1216 public bytes of an X-Wing seed. */
export async function kemPublic(seed: Bytes): Promise<Bytes> {
  const kem = new XWing();
  const pair = await kem.generateKeyPairDerand(seed.slice());
  return new Uint8Array(await kem.serializePublicKey(pair.publicKey));
}

/** Build the public entry of seeds that exist already. */
export async function keyPair(owned: Owned, kemSeed: Bytes, signSeed: Bytes = new Uint8Array()): Promise<KeyPair> {
  const entry: Entry = {
    v: 1,
    suite: 2,
    owner: owned.owner,
    id: owned.id,
    kem: b64(await kemPublic(kemSeed)),
    sign: signSeed.length > 0 ? signPublic(signSeed) : "",
    epoch: owned.epoch ?? 1,
  };
  return { entry, fingerprint: await fingerprint(entry), kemSeed, signSeed };
}

/** Draw a worker's keys: one to receive grants, one to sign them. */
export async function newWorkerKeys(worker: string, random: Random = platform): Promise<KeyPair> {
  return keyPair({ owner: "worker", id: worker }, random(KEY_SIZE), random(KEY_SIZE));
}

/** Draw an agency's vault, oversight, recovery or intake key. */
export async function newAgencyKeys(owned: Owned, random: Random = platform): Promise<KeyPair> {
  return keyPair(owned, random(KEY_SIZE));
}
