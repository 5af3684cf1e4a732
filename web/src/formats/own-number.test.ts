import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { drawNumber, inPairs, isPin } from "./own-number.ts";

const file = new URL("../../../tests/survivors/pin_cases.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as { weak: string[]; fine: string[]; wrong: string[] };

test("the same PINs are taken here and by the server", () => {
  assert.deepEqual([...cases.weak, ...cases.wrong].filter(isPin), []);
  assert.deepEqual(cases.fine.filter(isPin), cases.fine);
});

test("a number is eight digits from chance alone: nothing of hers goes in", () => {
  assert.equal(drawNumber.length, 0);
  const drawn = Array.from({ length: 200 }, () => drawNumber());
  assert.ok(drawn.every((one) => /^[0-9]{8}$/.test(one)));
  assert.ok(new Set(drawn).size > 195);
});

test("bytes that would make some digits likelier are drawn again", () => {
  const bytes = [250, 255, 0, 9, 10, 19, 249, 20, 31, 42];
  assert.equal(drawNumber(() => Uint8Array.of(bytes.shift() ?? 0)), "09099012");
});

test("a number is read in pairs", () => {
  assert.equal(inPairs("40718263"), "40 71 82 63");
});
