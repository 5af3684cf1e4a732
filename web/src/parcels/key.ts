/** Where to seal what somebody carries for me: learnt while there is network. */

import { type Bytes, unb64 } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { STRICT } from "../outbox/store.ts";
import type { Hand } from "../outbox/write.ts";
import { call } from "../session/call.ts";

export const PATH = "/field/v1/parcel";
const KEY = "key";
const OLD = 7 * 24 * 60 * 60 * 1000;

/** Fetch the server's key, at most once a week. */
export async function learnKey({ book, token }: Hand & { readonly token: string }, now = Date.now()): Promise<void> {
  const known = await book.get("post", KEY);
  if (known && Math.abs(now - known.at) < OLD) return;
  const { kem } = await call<{ kem: string }>(PATH, { token });
  const change = book.transaction("post", "readwrite", STRICT);
  await change.store.put({ kem, at: now }, KEY);
  await change.done;
}

/** Return the server's key; refuse when this device never had network since it knows of it. */
export async function keyHere({ book }: Hand): Promise<Bytes> {
  const known = await book.get("post", KEY);
  if (!known) throw new Refused("parcel.key");
  return unb64(known.kem);
}
