import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver, left } from "./state.ts";

const ENDS = { ends_at: "2026-11-02T13:00:00.000Z" };
const END = Date.parse(ENDS.ends_at);

test("it is over at the moment itself, by this device's clock", () => {
  assert.equal(isOver(ENDS, END - 1), false);
  assert.equal(isOver(ENDS, END), true);
});

test("the time that is left is said in hours and minutes, never less than it is", () => {
  assert.deepEqual(left(ENDS, END - 4 * 3_600_000), { hours: 4, minutes: 0 });
  assert.deepEqual(left(ENDS, END - 61_000), { hours: 0, minutes: 2 });
  assert.deepEqual(left(ENDS, END + 1), { hours: 0, minutes: 0 });
});
