import assert from "node:assert/strict";
import { test } from "node:test";
import { isHindered } from "./difficulties.ts";

test("one great difficulty of six asks for a place that can be entered", () => {
  assert.equal(isHindered({ wg_seeing: "none", wg_walking: "cannot" }), true);
  assert.equal(isHindered({ wg_hearing: "lot" }), true);
});

test("some difficulty, none, or what nobody said, does not", () => {
  assert.equal(isHindered({}), false);
  assert.equal(isHindered({ wg_seeing: "some", wg_walking: "none", wg_hearing: "declined" }), false);
  assert.equal(isHindered({ wg_walking: "none", disability: "unknown" }), false);
});

test("a disability that was noted by hand counts without the six answers", () => {
  assert.equal(isHindered({ disability: "physical_disability" }), true);
});
