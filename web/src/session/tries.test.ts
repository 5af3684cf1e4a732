import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../formats/refusal.ts";
import { MOST, PAUSE, countRight, countWrong, requireNoPause } from "./tries.ts";

const said = (error: unknown) => (error instanceof Refused ? `${error.code} ${error.field}`.trim() : "");
const waits = (username: string, now: number) => {
  try {
    requireNoPause(username, now);
    return "";
  } catch (error) {
    return said(error);
  }
};

test("the tenth wrong passphrase begins a pause, and each one before says what is left", () => {
  const words = Array.from({ length: MOST }, (_, at) => said(countWrong("aissata", at * 1000)));
  assert.deepEqual(words, [
    ...Array<string>(4).fill("unlock.wrong"),
    "unlock.left 5", "unlock.left 4", "unlock.left 3", "unlock.left 2", "unlock.left 1", "unlock.pause 10",
  ]);
});

test("the pause says how long it still is, is hers alone, and ends", () => {
  for (let at = 0; at < MOST; at += 1) countWrong("oumou", 0);
  assert.equal(waits("oumou", 60_000), "unlock.pause 9");
  assert.equal(waits("kadi", 60_000), "");
  assert.equal(waits("oumou", PAUSE), "");
});

test("the right passphrase forgets the wrong ones", () => {
  for (let at = 0; at < MOST - 1; at += 1) countWrong("salif", 0);
  countRight("salif");
  assert.equal(said(countWrong("salif", 1)), "unlock.wrong");
});
