import assert from "node:assert/strict";
import { test } from "node:test";
import { argon } from "./argon.ts";
import { type Bundle, makeBundle, newUserKey, openBundle } from "./bundle.ts";
import { b64, unb64 } from "./canon.ts";
import { type PairJson, type Refusal, given, known, pairOf, refusal } from "./known.ts";
import { passphraseKeys } from "./passphrase.ts";

const vectors = known<{
  worker: string;
  passphrase: string;
  wrap: string;
  user_key: string;
  pair: PairJson;
  bundle: Bundle;
  refused: (Refusal & { bundle: Bundle; worker: string })[];
}>("bundle");
const { bundle, worker } = vectors;

test("a bundle made in Python opens with the passphrase", async () => {
  const { wrap } = await passphraseKeys(vectors.passphrase, bundle.kdf, argon);
  const opened = await openBundle(bundle, worker, wrap);
  const seen = [opened.userKey, opened.kemSeed, opened.signSeed].map(b64);
  assert.deepEqual(seen, [vectors.user_key, vectors.pair.kem, vectors.pair.sign]);
});

test("the same draws make the same bundle as in Python", async () => {
  const random = given(bundle.wrapped.salt, bundle.private.salt);
  const [userKey, wrap] = [unb64(vectors.user_key), unb64(vectors.wrap)];
  assert.deepEqual(await makeBundle(await pairOf(vectors.pair), userKey, wrap, bundle.kdf, random), bundle);
});

for (const { name, bundle: bad, worker: who, ...no } of vectors.refused) {
  test(`bundle refused: ${name}`, async () => {
    await assert.rejects(openBundle(bad, who, unb64(vectors.wrap)), refusal(no));
  });
}

test("another passphrase opens nothing", async () => {
  const no = refusal({ code: "sealed.unreadable", field: "" });
  await assert.rejects(openBundle(bundle, worker, newUserKey()), no);
});
