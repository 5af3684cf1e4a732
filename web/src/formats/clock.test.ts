import assert from "node:assert/strict";
import { test } from "node:test";
import { moment, readHybrid, showHybrid, stamp, tick } from "./clock.ts";
import { known } from "./known.ts";

type Moment = { millis: number; text: string };
const vectors = known<{
  moments: Moment[];
  refused: string[];
  device: string;
  steps: Moment[];
  full: Moment & { next: string };
}>("clock");

test("moments are written and read as Python does", () => {
  for (const { millis, text } of vectors.moments) {
    assert.equal(stamp(millis), text);
    assert.equal(moment(text), millis);
  }
});

test("other texts are not moments", () => {
  for (const text of vectors.refused) assert.throws(() => moment(text), RangeError);
});

test("the hybrid clock never goes back", () => {
  let hybrid = { millis: 0, count: 0, device: vectors.device };
  const texts = vectors.steps.map(({ millis }) => showHybrid((hybrid = tick(hybrid, millis))));
  assert.deepEqual(texts, vectors.steps.map(({ text }) => text));
  assert.deepEqual([...texts].sort(), texts);
});

test("a full count moves on to the next millisecond", () => {
  const full = readHybrid(vectors.full.text, vectors.device);
  assert.equal(showHybrid(tick(full, vectors.full.millis)), vectors.full.next);
});
