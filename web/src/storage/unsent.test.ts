import assert from "node:assert/strict";
import { test } from "node:test";
import { waited } from "./unsent.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const before = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

test("it is said after three days, loudly after seven, and not before", () => {
  const said = (hours: number) => waited(before(hours), NOW);
  assert.deepEqual([said(1), said(71)], [null, null]);
  assert.deepEqual(said(72), { days: 3, step: 3 });
  assert.deepEqual(said(6 * 24 + 23), { days: 6, step: 3 });
  assert.deepEqual(said(7 * 24), { days: 7, step: 7 });
  assert.deepEqual(said(21 * 24), { days: 21, step: 7 });
});

test("a clock that went back says nothing", () => {
  assert.equal(waited(before(-48), NOW), null);
});
