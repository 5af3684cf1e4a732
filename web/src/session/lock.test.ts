import assert from "node:assert/strict";
import { test } from "node:test";
import { HIDDEN, IDLE, hold, isAway } from "./lock.ts";

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

/** A browser's locks, as far as stealing goes: whoever asks has it at once, who had it is refused. */
function locks(): LockManager {
  let before: (() => void) | null = null;
  const request = (_name: string, _how: LockOptions, work: () => unknown) => new Promise((done, refuse) => {
    before?.();
    before = () => refuse(new DOMException("stolen", "AbortError"));
    void Promise.resolve(work()).then(done);
  });
  return { request } as unknown as LockManager;
}
const later = () => new Promise((done) => setTimeout(done));

test("the page that opens later takes the notebook over, the older one is told once", async () => {
  const [told, browser] = [[] as string[], locks()];
  hold("a", () => told.push("first"), browser);
  const letGo = hold("a", () => told.push("second"), browser);
  await later();
  assert.deepEqual(told, ["first"]);
  letGo();
  hold("a", () => told.push("third"), browser);
  await later();
  assert.deepEqual(told, ["first"], "who let go is told nothing");
});

test("without locks a notebook opens all the same", () => {
  assert.doesNotThrow(hold("a", () => assert.fail("told"), undefined));
});
