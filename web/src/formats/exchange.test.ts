import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, unb64 } from "./canon.ts";
import { scopeHash, signedBytes, stateHash } from "./exchange.ts";
import { known } from "./known.ts";
import { isSignature, signature } from "./signature.ts";

const vectors = known<{
  seed: string;
  public: string;
  body: string;
  signed: string;
  headers: { "X-Signed-At": string; "X-Signature": string };
  scopes: { roots: string[]; hash: string }[];
  states: { versions: { [record: string]: number }; hash: string }[];
}>("exchange");

test("a request is signed as Python signs it", async () => {
  const { "X-Signed-At": at, "X-Signature": sig } = vectors.headers;
  const signed = await signedBytes(bytesOf(vectors.body), at);
  assert.deepEqual(signed, bytesOf(vectors.signed));
  assert.equal(signature(unb64(vectors.seed), signed), sig);
  assert.ok(isSignature(sig, vectors.public, signed));
});

test("another body or another moment is signed otherwise", async () => {
  const { "X-Signed-At": at, "X-Signature": sig } = vectors.headers;
  for (const other of [signedBytes(bytesOf(`${vectors.body} `), at), signedBytes(bytesOf(vectors.body), "2030-01-01T00:00:00.000Z")]) {
    assert.equal(isSignature(sig, vectors.public, await other), false);
  }
});

test("the scope's fingerprint does not depend on the order", async () => {
  for (const { roots, hash } of vectors.scopes) {
    assert.equal(await scopeHash(roots), hash);
    assert.equal(await scopeHash([...roots].reverse()), hash);
  }
});

test("the state's fingerprint does not depend on the order", async () => {
  for (const { versions, hash } of vectors.states) {
    assert.equal(await stateHash(new Map(Object.entries(versions))), hash);
    assert.equal(await stateHash(new Map(Object.entries(versions).reverse())), hash);
  }
});
