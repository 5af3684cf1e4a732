import assert from "node:assert/strict";
import { test } from "node:test";
import { type JsonObject, unb64 } from "./canon.ts";
import { newId } from "./ids.ts";
import { type Page, type PagePlace, openPage, sealPage } from "./keyring.ts";
import { keysFrom, newKey } from "./keys.ts";
import { type Refusal, given, known, refusal } from "./known.ts";

const vectors = known<{
  user_key: string;
  place: PagePlace;
  ring: JsonObject;
  page: Page;
  earlier: Page;
  refused: (Refusal & { page: Page; place: PagePlace })[];
}>("keyring");
const { page, place } = vectors;
const userKey = unb64(vectors.user_key);
const ring = Object.fromEntries(Object.entries(vectors.ring).map(([object, keys]) => [object, keysFrom(keys)]));

test("a page is sealed and opened as in Python", async () => {
  assert.deepEqual(await sealPage(ring, place, userKey, given(page.salt)), page);
  assert.deepEqual(await openPage(page, place, userKey), ring);
});

test("a page that an earlier app wrote as JSON opens too", async () => {
  assert.deepEqual(await openPage(vectors.earlier, place, userKey), ring);
});

for (const { name, page: bad, place: where, ...no } of vectors.refused) {
  test(`page refused: ${name}`, async () => {
    await assert.rejects(openPage(bad, where, userKey), refusal(no));
  });
}

test("a full page of 64 cases opens again, and 65 are refused", async () => {
  const keys = () => ({ identity: newKey(), contact: newKey(), narrative: newKey(), sensitive: newKey() });
  const full = Object.fromEntries(Array.from({ length: 64 }, () => [newId(), keys()]));
  const sealed = await sealPage(full, place, userKey);
  assert.equal(unb64(sealed.ct).length, 12 * 1024 + 16);
  assert.deepEqual(await openPage(sealed, place, userKey), full);
  const more = sealPage({ ...full, [newId()]: keys() }, place, userKey);
  await assert.rejects(more, refusal({ code: "keyring.full", field: "" }));
});
