import assert from "node:assert/strict";
import { test } from "node:test";
import { type Body, openBody, sealBody } from "./bodies.ts";
import { makeBundle, openBundle } from "./bundle.ts";
import { newWorkerKeys } from "./entry.ts";
import { newId } from "./ids.ts";
import { type Page, openPage, sealPage } from "./keyring.ts";
import { newKey } from "./keys.ts";
import { newKdf } from "./passphrase.ts";
import { platform } from "./random.ts";
import { Refused } from "./refusal.ts";

/*
 * A server changes what an envelope says of itself, and what is expected of it, in one
 * stroke: nothing disagrees but the seal, which was made for another place.
 */
const isUnreadable = (error: unknown) => error instanceof Refused && error.code === "sealed.unreadable";
const [object, worker, wrap, userKey] = [newId(), newId(), platform(32), platform(32)];
const place = { object, compartment: "identity", version: 1 };

test("a body opens under its own label and under no other, though label and reader agree", async () => {
  const key = newKey();
  const body = await sealBody({ called: "Nana" }, place, key);
  assert.deepEqual(await openBody(body, place, key), { called: "Nana" });
  for (const lie of [{ object: newId() }, { compartment: "contact" }, { version: 2 }, { key: newId() }]) {
    const { key: id, ...at } = { ...place, key: key.id, ...lie };
    await assert.rejects(openBody({ ...body, ...lie } as Body, at, { ...key, id }), isUnreadable);
  }
});

test("a page of a keyring opens as whose and which it is, and as no other", async () => {
  const at = { worker, page: 0, version: 1 };
  const page = await sealPage({ [object]: { identity: newKey() } }, at, userKey);
  assert.deepEqual(Object.keys(await openPage(page, at, userKey)), [object]);
  for (const lie of [{ worker: newId() }, { page: 1 }, { version: 2 }]) {
    await assert.rejects(openPage({ ...page, ...lie } as Page, { ...at, ...lie }, userKey), isUnreadable);
  }
});

test("a bundle opens for its owner and with the settings that it was made with", async () => {
  const kdf = newKdf(32_768, 3);
  const bundle = await makeBundle(await newWorkerKeys(worker), userKey, wrap, kdf);
  assert.deepEqual((await openBundle(bundle, worker, wrap)).userKey, userKey);
  await assert.rejects(openBundle(bundle, newId(), wrap), isUnreadable);
  for (const lie of [{ m: 19_456 }, { t: 2 }, { m: 65_536 }, { salt: newKdf().salt }]) {
    await assert.rejects(openBundle({ ...bundle, kdf: { ...kdf, ...lie } }, worker, wrap), isUnreadable);
  }
});
