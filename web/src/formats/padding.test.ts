import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, unb64 } from "./canon.ts";
import { known, refusal } from "./known.ts";
import { isPaddedSize, pad, unpad } from "./padding.ts";

const vectors = known<{
  cases: { size: number; padded: number }[];
  too_long: number;
  raw: string;
  padded: string;
  refused: { name: string; padded: string }[];
}>("padding");

test("padding hides the length in a bucket and comes off again", () => {
  for (const { size, padded } of vectors.cases) {
    const raw = new Uint8Array(size).fill(7);
    assert.equal(pad(raw).length, padded);
    assert.deepEqual(unpad(pad(raw)), raw);
    assert.ok(isPaddedSize(padded + 16));
  }
  assert.equal(b64(pad(unb64(vectors.raw))), vectors.padded);
});

test("too long a text is not sealed", () => {
  assert.throws(() => pad(new Uint8Array(vectors.too_long)), refusal({ code: "sealed.long", field: "" }));
});

for (const { name, padded } of vectors.refused) {
  test(`padding refused: ${name}`, () => {
    assert.throws(() => unpad(unb64(padded)), refusal({ code: "sealed.padding", field: "" }));
  });
}

test("other sizes are no sealed text", () => {
  for (const size of [0, 16, 20, 271, 273, 2064, 131072 + 16 + 4096]) assert.ok(!isPaddedSize(size));
});
