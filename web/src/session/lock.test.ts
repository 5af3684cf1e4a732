import assert from "node:assert/strict";
import { test } from "node:test";
import { HIDDEN, IDLE, isAway } from "./lock.ts";

test("five idle minutes close the notebook, not a second less", () => {
  assert.equal(isAway({ touched: 0, hidden: null }, IDLE - 1), false);
  assert.equal(isAway({ touched: 0, hidden: null }, IDLE), true);
});

test("two hidden minutes close it, however lately it was touched", () => {
  assert.equal(isAway({ touched: HIDDEN - 1, hidden: 0 }, HIDDEN), true);
  assert.equal(isAway({ touched: HIDDEN - 1, hidden: 1 }, HIDDEN), false);
});

test("typing keeps it open", () => {
  assert.equal(isAway({ touched: IDLE * 10, hidden: null }, IDLE * 10 + 1), false);
});
