import assert from "node:assert/strict";
import { test } from "node:test";
import { turnOf } from "./partners.ts";

test("whoever has not signed yet is asked, and nobody once both have", () => {
  assert.equal(turnOf({ stands: false, signed_for: "us" }, "us"), "theirs");
  assert.equal(turnOf({ stands: false, signed_for: "them" }, "us"), "ours");
  assert.equal(turnOf({ stands: true, signed_for: "them" }, "us"), "stands");
});
