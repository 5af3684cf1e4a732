import assert from "node:assert/strict";
import { test } from "node:test";
import { IDLE } from "../session/lock.ts";

globalThis.HTMLElement ??= class {} as typeof HTMLElement;
const { NOTICE, isCall, isNews, isPressing, secondsLeft } = await import("./idle-door.ts");

test("other tabs hear at once that somebody is here, and then seldom", () => {
  assert.equal(isNews(0, 1_000_000), true);
  assert.equal(isNews(1_000_000, 1_009_999), false);
  assert.equal(isNews(1_000_000, 1_010_000), true);
});

test("the server hears of somebody who writes for long, every five minutes", () => {
  assert.equal(isCall(0, 299_999), false);
  assert.equal(isCall(0, 300_000), true);
});

test("nothing is said until the last minute, which is counted down, and then it is over", () => {
  assert.equal(secondsLeft(0, IDLE - NOTICE - 1), null);
  assert.equal(secondsLeft(0, IDLE - NOTICE), 60);
  assert.equal(secondsLeft(0, IDLE - 1), 1);
  assert.equal(secondsLeft(0, IDLE), 0);
  assert.equal(secondsLeft(0, IDLE * 3), 0);
});

test("a sign in the last second begins the five minutes anew", () => {
  assert.equal(secondsLeft(IDLE - 1, IDLE + 60_000), null);
});

test("a tap on the button stays when it is pressed, not when it begins; so nothing beneath is pressed", () => {
  assert.deepEqual(["pointerdown", "touchstart", "click", "wheel"].map((kind) => isPressing(kind, undefined)), [true, true, false, false]);
  assert.deepEqual(["Tab", "Shift", "Enter", " ", "a"].map((key) => isPressing("keydown", key)), [true, true, true, true, false]);
});
