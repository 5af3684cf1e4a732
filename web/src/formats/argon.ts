/** Argon2id itself: the worker's, and the tests'. */

import { argon2id } from "hash-wasm";
import { KEY_SIZE } from "./aead.ts";
import type { Bytes } from "./canon.ts";
import type { Asked } from "./stretching.ts";

/** Stretch here and now. */
export async function argon({ password, salt, m, t }: Asked): Promise<Bytes> {
  const shape = { parallelism: 1, hashLength: KEY_SIZE, outputType: "binary" } as const;
  return Uint8Array.from(await argon2id({ password, salt, memorySize: m, iterations: t, ...shape }));
}
