/** A worker's private keys, under the user key, under the passphrase. */

import { KEY_SIZE, SALT_SIZE, decrypt, encrypt } from "./aead.ts";
import { type Bytes, type JsonObject, b64, canonical, unb64 } from "./canon.ts";
import type { KeyPair } from "./entry.ts";
import type { Kdf } from "./passphrase.ts";
import { type Random, platform } from "./random.ts";
import { refuseUnless } from "./refusal.ts";
import { bundleFault } from "./shapes.ts";

const INFO = "demeso/bundle/v1\n";

type Box = { readonly salt: string; readonly ct: string };
export type Bundle = {
  readonly v: 1;
  readonly suite: 1;
  readonly kdf: Kdf;
  readonly wrapped: Box;
  readonly private: Box;
};

/** What a bundle gives back on the device, never anywhere else. */
export type Opened = { readonly userKey: Bytes; readonly kemSeed: Bytes; readonly signSeed: Bytes };

const wrappedContext = (worker: string, kdf: Kdf): JsonObject => ({ app: "demeso", type: "wrapped", worker, kdf });
const privateContext = (worker: string): JsonObject => ({ app: "demeso", type: "private", worker });

/** Draw a user key. */
export function newUserKey(random: Random = platform): Bytes {
  return random(KEY_SIZE);
}

/** Wrap the user key under the passphrase, the private seeds under the user key. */
export async function makeBundle(
  keys: KeyPair,
  userKey: Bytes,
  wrap: Bytes,
  kdf: Kdf,
  random: Random = platform,
): Promise<Bundle> {
  const worker = keys.entry.id;
  const [outer, inner] = [random(SALT_SIZE), random(SALT_SIZE)];
  const seeds = canonical({ kem: b64(keys.kemSeed), sign: b64(keys.signSeed) });
  const wrapped = await encrypt(wrap, outer, INFO, wrappedContext(worker, kdf), userKey);
  const sealed = await encrypt(userKey, inner, INFO, privateContext(worker), seeds);
  return {
    v: 1,
    suite: 1,
    kdf,
    wrapped: { salt: b64(outer), ct: b64(wrapped) },
    private: { salt: b64(inner), ct: b64(sealed) },
  };
}

/** Open a worker's bundle with the wrapping key. */
export async function openBundle(bundle: Bundle, worker: string, wrap: Bytes): Promise<Opened> {
  const fault = bundleFault(bundle);
  refuseUnless(fault === "", "bundle.malformed", fault);
  const userKey = await openBox(bundle.wrapped, wrap, wrappedContext(worker, bundle.kdf));
  const plain = await openBox(bundle.private, userKey, privateContext(worker));
  const seeds: unknown = JSON.parse(new TextDecoder().decode(plain));
  const { kem, sign } = seeds as { kem: string; sign: string };
  return { userKey, kemSeed: unb64(kem, KEY_SIZE), signSeed: unb64(sign, KEY_SIZE) };
}

function openBox(box: Box, key: Bytes, context: JsonObject): Promise<Bytes> {
  return decrypt(key, unb64(box.salt), INFO, context, unb64(box.ct));
}
