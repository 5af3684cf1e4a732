/** Seal calls that somebody else carries to the server in a file: HPKE with X-Wing (suite 2). */

import { type Bytes, type JsonObject, b64, bytesOf, canonical, join } from "./canon.ts";
import { suite } from "./grants.ts";
import { type Random, platform } from "./random.ts";

const VERSION = 1;
const INFO = "demeso/parcel/v1\n";
const STEP = 4096;
const LENGTH_SIZE = 4;
const EKM_SIZE = 64;

/** One call as the device would have made it: headers, and the body as sent. */
export type Letter = {
  readonly device: string;
  readonly at: string;
  readonly signature: string;
  readonly encoding: "" | "gzip";
  readonly body: string;
};

/** Write one call with its signature. */
export function letter(headers: Readonly<Record<string, string>>, raw: Bytes): Letter {
  const [device = "", at = "", signature = ""] = ["X-Device", "X-Signed-At", "X-Signature"].map((name) => headers[name]);
  return { device, at, signature, encoding: headers["Content-Encoding"] === "gzip" ? "gzip" : "", body: b64(raw) };
}

/** Return what is sealed: the letters, then zeros that hide how many there are. */
export function plainOf(letters: readonly Letter[]): Bytes {
  const said = canonical({ v: VERSION, letters: letters as readonly JsonObject[] } as JsonObject);
  const plain = new Uint8Array(Math.ceil((said.length + LENGTH_SIZE) / STEP) * STEP);
  new DataView(plain.buffer).setUint32(0, said.length);
  plain.set(said, LENGTH_SIZE);
  return plain;
}

/** Seal letters to the server's public key; the file says nothing else. */
export async function sealParcel(letters: readonly Letter[], kem: Bytes, random: Random = platform): Promise<Bytes> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(kem);
  const sealed = await hpke.seal({ recipientPublicKey, info: bytesOf(INFO), ekm: random(EKM_SIZE) }, plainOf(letters));
  return join(Uint8Array.of(VERSION), new Uint8Array(sealed.enc), new Uint8Array(sealed.ct));
}
