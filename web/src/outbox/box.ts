/** What lies on this device lies sealed under the user key. */

import { SALT_SIZE, decrypt, encrypt } from "../formats/aead.ts";
import { type Bytes, type Json, bytesOf } from "../formats/canon.ts";
import { platform } from "../formats/random.ts";

const INFO = "demeso/local/v1\n";

/** A value sealed for this device only; never sent anywhere. */
export type Box = { readonly salt: Bytes; readonly ct: Bytes };

const contextOf = (place: string) => ({ app: "demeso", type: "local", place });

/** Seal a value for its place in the store. */
export async function close(value: unknown, place: string, userKey: Bytes): Promise<Box> {
  const salt = platform(SALT_SIZE);
  const plain = bytesOf(JSON.stringify(value));
  return { salt, ct: await encrypt(userKey, salt, INFO, contextOf(place), plain) };
}

/** Open what `close` made for the same place. */
export async function open<T = Json>(box: Box, place: string, userKey: Bytes): Promise<T> {
  const plain = await decrypt(userKey, box.salt, INFO, contextOf(place), box.ct);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}
