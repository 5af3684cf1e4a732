import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import { check, fill, state } from "./holding.ts";
import type { Signed } from "./manifest.ts";
import { nameShelf } from "./store.ts";

const vectors = known<Signed & { public: string; served: { readonly [address: string]: string } }>("release");
const KEY = vectors.public;
const asked: string[] = [];
let cut = new Set<string>();

/** A Cache Storage and a network that are not there. */
function pretend(): void {
  const kept = new Map<string, Response>();
  const cache = {
    match: async (key: string) => kept.get(key)?.clone(),
    put: async (key: string, response: Response) => void kept.set(key, response),
    delete: async (key: string) => kept.delete(key),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
  };
  const network = async (address: string): Promise<Response> => {
    asked.push(address);
    if (cut.has(address)) throw new TypeError("cut off");
    if (address === "/app/version") return Response.json({ manifest: vectors.manifest, sig: vectors.sig });
    return new Response(vectors.served[address]);
  };
  Object.assign(globalThis, { caches: { open: async () => cache, keys: async () => [] }, fetch: network });
}

test("what has come stays when the line is cut; the next try brings the rest, and only that", async () => {
  pretend();
  nameShelf(KEY);
  assert.equal((await check(KEY)).held?.version, JSON.parse(vectors.manifest).version);
  cut = new Set(["/static/app.js"]);
  assert.deepEqual([(await fill(KEY, "fr")).whole, (await state(KEY)).trouble], [false, ""]);
  cut = new Set();
  asked.length = 0;
  assert.equal((await fill(KEY, "fr")).whole, true);
  assert.deepEqual(asked, ["/static/app.js"]);
});
