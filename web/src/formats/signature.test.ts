import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, bytesOf } from "./canon.ts";
import { platform } from "./random.ts";
import { isSignature, isSignatureAside, signPublic, signature, signatureAside } from "./signature.ts";

const WORDS = bytesOf("mots");

test("the browser signs and reads as this program does", async () => {
  const seed = platform(32);
  const sig = await signatureAside(seed, WORDS);
  assert.equal(sig, signature(seed, WORDS));
  for (const reads of [isSignature, isSignatureAside]) {
    assert.equal(await reads(sig, signPublic(seed), WORDS), true);
    assert.equal(await reads(sig, signPublic(seed), bytesOf("autres mots")), false);
    assert.equal(await reads(sig, signPublic(platform(32)), WORDS), false);
    assert.equal(await reads("", signPublic(seed), WORDS), false);
  }
});

test("a key that fits every signature is refused, also where the browser takes it", async (context) => {
  const point = Uint8Array.of(1, ...new Uint8Array(31));
  const sig = b64(Uint8Array.of(...point, ...new Uint8Array(32)));
  context.mock.method(crypto.subtle, "verify", async () => true); // as Chromium 156 answers
  assert.equal(isSignature(sig, b64(point), WORDS), false);
  assert.equal(await isSignatureAside(sig, b64(point), WORDS), false);
});
