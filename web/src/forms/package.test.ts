import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "../formats/canon.ts";
import { known } from "../formats/known.ts";
import { type Package, SHAPE, packed, unpacked } from "./package.ts";

const vectors = known<{
  shape: typeof SHAPE;
  packed: { name: string; allowed: string[]; told: JsonObject; package: Package }[];
  unpacked: { name: string; content: JsonObject; package: Package }[];
}>("package");

test("a package is divided by category, as the reference client divides it", () => {
  assert.deepEqual(SHAPE, vectors.shape);
  assert.deepEqual(Object.keys(SHAPE), Object.keys(vectors.shape));
});

for (const { name, allowed, told, package: expected } of vectors.packed) {
  test(`only what she allowed is packed: ${name}`, () => {
    const made = packed(allowed, told);
    assert.deepEqual(made, expected);
    assert.deepEqual(Object.keys(made), Object.keys(expected));
  });
}

for (const { name, content, package: expected } of vectors.unpacked) {
  test(`a shape that nobody knows is left out: ${name}`, () => {
    assert.deepEqual(unpacked(content), expected);
  });
}

test("a name that every object has is no answer", () => {
  assert.deepEqual(unpacked(JSON.parse('{"need":{"__proto__":{"service":"health"}},"toString":{"x":"y"}}')), {});
});
