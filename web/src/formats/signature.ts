/** Ed25519 by pure TypeScript: old phones have none in WebCrypto. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, b64, unb64 } from "./canon.ts";

/** Sign a message with a 32-byte seed. */
export function signature(seed: Bytes, message: Bytes): string {
  return b64(ed25519.sign(message, seed));
}

/** Return the public key of a seed, in base64url. */
export function signPublic(seed: Bytes): string {
  return b64(ed25519.getPublicKey(seed));
}

/** Tell whether the holder of that public key signed the message. */
export function isSignature(sig: string, key: string, message: Bytes): boolean {
  try {
    return ed25519.verify(unb64(sig, 64), message, unb64(key, 32), { zip215: false });
  } catch {
    return false;
  }
}
