import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import { type Event, type Standing, answered } from "./answered.ts";

type Said = { event: Event | "receive"; said_by: string; day: string; seen: boolean; refused?: boolean };
const cases = known<{ title: string; words: Said[]; stands: Standing }[]>("answers");

for (const { title, words, stands } of cases) {
  test(`device and server decide alike: ${title}`, () => {
    let standing: Standing = { status: "sent", said_by: "", day: "", disputed: false };
    for (const { event, refused = false, ...word } of words) {
      if (event === "receive") {
        standing = { ...standing, status: "received" };
        continue;
      }
      const next = answered(standing, { ...word, event });
      assert.equal(next === null, refused);
      standing = next ?? standing;
    }
    assert.deepEqual(standing, stands);
  });
}

test("there are enough shared cases", () => assert.ok(cases.length >= 12));
