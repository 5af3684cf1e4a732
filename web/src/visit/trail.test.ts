import assert from "node:assert/strict";
import { test } from "node:test";
import { doorOf } from "./trail.ts";

test("every page belongs to one door", () => {
  assert.equal(doorOf("/app/"), "app");
  assert.equal(doorOf("/app/en/"), "app");
  assert.equal(doorOf("/desk/chiffres"), "desk");
  assert.equal(doorOf("/visite"), "cards");
  assert.equal(doorOf("/en/visite"), "cards");
});
