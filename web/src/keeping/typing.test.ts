import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsIn } from "./typing.ts";

test("what was pasted or scanned is taken apart into words", () => {
  assert.deepEqual(wordsIn("  Abri acier,\nagave; aigle. "), ["abri", "acier", "agave", "aigle"]);
  assert.deepEqual(wordsIn("   "), []);
});
