import assert from "node:assert/strict";
import { test } from "node:test";
import { type Json, b64, canonical, digest, unb64 } from "./canon.ts";
import { known } from "./known.ts";

type Case = { name: string; value: Json; canonical: string; digest: string };
const vectors = known<{ cases: Case[]; refused: { name: string; value: Json }[] }>("canon");

for (const { name, value, canonical: text, digest: hash } of vectors.cases) {
  test(`canonical: ${name}`, async () => {
    assert.equal(new TextDecoder().decode(canonical(value)), text);
    assert.equal(await digest(value), hash);
  });
}

for (const { name, value } of vectors.refused) {
  test(`not canonical: ${name}`, () => {
    assert.throws(() => canonical(value), TypeError);
  });
}

test("what JSON cannot carry is not canonical", () => {
  for (const value of [undefined, Number.NaN, new Date(0), new Map(), () => 1, 1n, [undefined]]) {
    assert.throws(() => canonical(value as unknown as Json), TypeError);
  }
});

test("base64url is read one way only", () => {
  for (const text of ["A", "AA==", "AB", "A+8", "A/8", " AA", "AA\n", "é"]) {
    assert.throws(() => unb64(text), TypeError);
  }
  assert.throws(() => unb64("AAA", 3), TypeError);
  assert.deepEqual(unb64(b64(new Uint8Array([251, 255, 0]))), new Uint8Array([251, 255, 0]));
});
