/** Stretch a passphrase into what is sent (login) and what never is (wrap). */

import { KEY_SIZE, hkdf } from "./aead.ts";
import { type Bytes, b64, bytesOf, unb64 } from "./canon.ts";
import { type Random, platform } from "./random.ts";
import { refuseUnless } from "./refusal.ts";
import { KDF_FLOOR, kdfFault } from "./shapes.ts";
import { type Stretch, elsewhere } from "./stretching.ts";

export type Kdf = {
  readonly name: "argon2id";
  readonly m: number;
  readonly t: number;
  readonly p: 1;
  readonly salt: string;
};

export type PassphraseKeys = { readonly login: string; readonly wrap: Bytes };

const SALT_SIZE = 16;
const NOTHING = new Uint8Array();

/** Draw KDF settings with a new salt. */
export function newKdf(m: number = KDF_FLOOR.m, t: number = KDF_FLOOR.t, random: Random = platform): Kdf {
  return { name: "argon2id", m, t, p: 1, salt: b64(random(SALT_SIZE)) };
}

/** Stretch a passphrase; refuse settings below the compiled-in floor. */
export async function passphraseKeys(passphrase: string, kdf: Kdf, stretch: Stretch = elsewhere): Promise<PassphraseKeys> {
  const fault = kdfFault(kdf);
  refuseUnless(fault === "", "passphrase.settings", fault);
  refuseUnless(passphrase !== "", "passphrase.empty");
  const password = bytesOf(passphrase.normalize("NFKC"));
  return keysOf(await stretch({ password, salt: unb64(kdf.salt), m: kdf.m, t: kdf.t }));
}

async function keysOf(master: Bytes): Promise<PassphraseKeys> {
  const login = await hkdf(master, NOTHING, bytesOf("demeso/login/v1"), KEY_SIZE);
  const wrap = await hkdf(master, NOTHING, bytesOf("demeso/wrap/v1"), KEY_SIZE);
  master.fill(0);
  return { login: b64(login), wrap };
}
