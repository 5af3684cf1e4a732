/** Change my passphrase: the same keys under a new wrapping. The server lets the new one in, or nothing changes. */

import { makeBundle, openBundle, type Bundle } from "../formats/bundle.ts";
import { type Bytes, b64, bytesOf, canonical, digest, join, sha256 } from "../formats/canon.ts";
import type { KeyPair } from "../formats/entry.ts";
import { type Kdf, newKdf, passphraseKeys } from "../formats/passphrase.ts";
import { Refused, refuseUnless } from "../formats/refusal.ts";
import { signature } from "../formats/signature.ts";
import type { Stretch } from "../formats/stretching.ts";

const SIGNED_AS = "demeso/passphrase/v1\n";

/** What is sent; nobody but her can open what is in it. */
export type Change = {
  readonly present: string; readonly login_key: string; readonly bundle: Bundle; readonly before: string; readonly proof: string;
};

/** Whose passphrase changes: her keys, and the key under which all else lies. */
export type Hers = { readonly keys: KeyPair; readonly userKey: Bytes };
export type Phrases = { readonly present: string; readonly next: string };

/** Tell whether settings stretch at least as hard as others, with a new salt. */
export function isNoWeaker(kdf: Kdf, than: Kdf): boolean {
  return kdf.m >= than.m && kdf.t >= than.t && kdf.salt !== than.salt;
}

/** Return new settings: as hard as this device bears, and never below those that stand. */
export function harder(fits: Kdf, stands: Kdf): Kdf {
  return newKdf(Math.max(fits.m, stands.m), Math.max(fits.t, stands.t));
}

/** Return what to send; refuse when the present passphrase is another, or the server shows other keys. */
export async function changing(hers: Hers, phrases: Phrases, stands: Bundle, fits: Kdf, stretch?: Stretch): Promise<Change> {
  const worker = hers.keys.entry.id;
  const old = await passphraseKeys(phrases.present, stands.kdf, stretch);
  const opened = await openBundle(stands, worker, old.wrap).catch((error: unknown) => {
    throw error instanceof Refused && error.code === "sealed.unreadable" ? new Refused("passphrase.wrong") : error;
  });
  refuseUnless(b64(opened.userKey) === b64(hers.userKey), "sealed.other");
  const kdf = harder(fits, stands.kdf);
  refuseUnless(isNoWeaker(kdf, stands.kdf), "passphrase.weaker");
  const { login, wrap } = await passphraseKeys(phrases.next, kdf, stretch);
  const bundle = await makeBundle(hers.keys, hers.userKey, wrap, kdf);
  const before = await digest(stands);
  const said = canonical({ worker, login: b64(await sha256(bytesOf(login))), bundle: await digest(bundle), before });
  const proof = signature(hers.keys.signSeed, join(bytesOf(SIGNED_AS), said));
  return { present: old.login, login_key: login, bundle, before, proof };
}
