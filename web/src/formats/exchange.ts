/** What a device signs of an exchange, and how it says what it holds. */

import { type Bytes, b64, bytesOf, sha256, unb64 } from "./canon.ts";

export const PATH = "/field/v1/exchange";
const SIGNED_AS = `demeso/exchange/v1\nPOST\n${PATH}\n`;
const STATE_SIZE = 16;

/** Return what the device signs: method, path, body as sent, its time. */
export async function signedBytes(raw: Bytes, at: string): Promise<Bytes> {
  const hash = [...(await sha256(raw))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytesOf(`${SIGNED_AS}${hash}\n${at}`);
}

/** Return the fingerprint of a set of root ids. */
export async function scopeHash(roots: readonly string[]): Promise<string> {
  return b64(await sha256(bytesOf([...roots].sort().join("\n"))));
}

/** Return the fingerprint of record → version, whatever the order, and of others that were told already mixed. */
export async function stateHash(versions: ReadonlyMap<string, number>, told: readonly string[] = []): Promise<string> {
  const mixed = new Uint8Array(STATE_SIZE);
  const mix = (hashed: Bytes) => mixed.forEach((byte, at) => { mixed[at] = byte ^ (hashed[at] ?? 0); });
  for (const [record, version] of versions) mix(await sha256(bytesOf(`${record}\n${version}`)));
  for (const one of told) mix(unb64(one, STATE_SIZE));
  return b64(mixed);
}
