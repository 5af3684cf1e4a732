/**
 * Stretch in a worker of its own: only there may WebAssembly be compiled, and what it
 * needed of memory goes with it. Its policy is in config/headers.py.
 */

import { STRETCH, script } from "../trusted.ts";
import type { Bytes } from "./canon.ts";
import { Refused } from "./refusal.ts";

/** What goes into Argon2id; `m` in KiB, one lane, 32 bytes out. */
export type Asked = { readonly password: Bytes; readonly salt: Bytes; readonly m: number; readonly t: number };
export type Stretch = (asked: Asked) => Promise<Bytes>;

/** Ask the worker, and end it. */
export function elsewhere(asked: Asked): Promise<Bytes> {
  const worker = new Worker(script(STRETCH));
  return new Promise<Bytes>((done, failed) => {
    worker.onmessage = ({ data }: MessageEvent<Bytes>) => done(data);
    worker.onerror = () => failed(new Refused("network.down"));
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}
