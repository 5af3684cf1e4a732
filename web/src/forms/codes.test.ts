import assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf } from "./codes.ts";

test("the choices come in the form's own order; what is not there has none", () => {
  assert.equal(codesOf("release@1", "categories")[0], "need");
  assert.ok(codesOf("needs@1", "needs").includes("health"));
  assert.deepEqual([codesOf("needs@1", "nothing"), codesOf("nothing@1", "needs")], [[], []]);
});
