/** Ed25519 by pure TypeScript, since old phones have none in WebCrypto; by the browser where that saves time. */

import { Point, getPublicKey, hashes, sign, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, b64, join, unb64 } from "./canon.ts";

hashes.sha512 = sha512; // it brings none of its own

/** Sign a message with a 32-byte seed. */
export function signature(seed: Bytes, message: Bytes): string {
  return b64(signatureOf(seed, message));
}

/** Sign a message; return the 64 bytes as they are. */
export function signatureOf(seed: Bytes, message: Bytes): Bytes {
  return Uint8Array.from(sign(message, seed));
}

/** What stands before a seed in PKCS #8 (RFC 8410). */
const BEFORE = unb64("MC4CAQAwBQYDK2VwBCIEIA");

/** Sign it without holding up the page, where the browser can; else as above. Both give the same. */
export async function signatureAside(seed: Bytes, message: Bytes): Promise<string> {
  const raw = join(BEFORE, seed);
  try {
    const key = await crypto.subtle.importKey("pkcs8", raw, "Ed25519", false, ["sign"]);
    return b64(new Uint8Array(await crypto.subtle.sign("Ed25519", key, message)));
  } catch {
    return signature(raw.subarray(BEFORE.length), message);
  } finally {
    raw.fill(0);
  }
}

/** Return the public key of a seed, in base64url. */
export function signPublic(seed: Bytes): string {
  return b64(getPublicKey(seed));
}

/** Tell it without holding up the page, where the browser can; else as below. Both refuse a key that fits every signature. */
export async function isSignatureAside(sig: string, key: string, message: Bytes): Promise<boolean> {
  try {
    if (Point.fromBytes(unb64(key, 32)).isSmallOrder()) return false; // browsers take one
    const known = await crypto.subtle.importKey("raw", unb64(key, 32), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", known, unb64(sig, 64), message);
  } catch {
    return isSignature(sig, key, message);
  }
}

/** Tell whether the holder of that public key signed the message. */
export function isSignature(sig: string, key: string, message: Bytes): boolean {
  try {
    return verify(unb64(sig, 64), message, unb64(key, 32), { zip215: false });
  } catch {
    return false;
  }
}
