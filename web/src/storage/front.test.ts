import assert from "node:assert/strict";
import { test } from "node:test";
import { frontOf } from "./front.ts";

const KNOWN = new Set(["carnet-cahier", "agenda-goutte", "memo-tasse"]);
const known = ({ label, icon }: { readonly label: string; readonly icon: string }) => KNOWN.has(`${label}-${icon}`);
const [ours, own] = [{ label: "agenda", icon: "goutte" }, { label: "memo", icon: "tasse" }];
const usual = { label: "carnet", icon: "cahier", whose: "usual" };

test("without a choice of anybody it is the usual one", () => {
  assert.deepEqual(frontOf({}, null, known), usual);
  assert.deepEqual(frontOf({ asked: true }, null, known), usual);
});

test("what her organisation proposes stands before the usual one", () => {
  assert.deepEqual(frontOf({}, ours, known), { ...ours, whose: "ours" });
});

test("what she takes for her safety stands before what her organisation proposes", () => {
  assert.deepEqual(frontOf(own, ours, known), { ...own, whose: "own" });
  assert.deepEqual(frontOf(own, null, known), { ...own, whose: "own" });
  assert.deepEqual(frontOf(ours, ours, known), { ...ours, whose: "ours" });
});

test("what this release does not know is passed over", () => {
  const other = { label: "violence", icon: "goutte" };
  assert.deepEqual(frontOf({}, other, known), usual);
  assert.deepEqual(frontOf(other, ours, known), { ...ours, whose: "ours" });
});
