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
/** What the worker says as soon as its code is here. */
export type Ready = "ready";

let waiting: Promise<Worker> | null = null;

/** Let the worker come while a passphrase is typed; it is told nothing yet. */
export function warm(): void {
  if (waiting) return;
  const coming = begun();
  waiting = coming;
  coming.catch(() => (waiting = waiting === coming ? null : waiting)); // it is begun again when it is needed
}

/** Ask the worker, and end it. */
export async function elsewhere(asked: Asked): Promise<Bytes> {
  const coming = waiting?.catch(begun) ?? begun();
  waiting = null;
  const worker = await coming;
  return new Promise<Bytes>((done, failed) => {
    worker.onmessage = ({ data }: MessageEvent<Bytes>) => done(data);
    worker.onerror = () => failed(new Refused("network.down"));
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}

function begun(): Promise<Worker> {
  const worker = new Worker(script(STRETCH));
  return new Promise((done, failed) => {
    worker.onmessage = ({ data }: MessageEvent<Ready>) => void (data === "ready" && done(worker));
    worker.onerror = () => failed(new Refused("network.down"));
  });
}
