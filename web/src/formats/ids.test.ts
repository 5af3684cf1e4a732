import assert from "node:assert/strict";
import { test } from "node:test";
import { isSurvivorCode, isUuid7, newCode, newId, showCode, survivorCode, uuid7, uuid7Millis } from "./ids.ts";
import { known } from "./known.ts";

type IdCase = { millis: number; random: string; id: string };
type CodeCase = { picks: number[]; code: string | null; shown: string | null };
const ids = known<{ cases: IdCase[]; refused: string[] }>("ids");
const codes = known<{ cases: CodeCase[]; refused: string[] }>("codes");

test("ids are those that Python makes", () => {
  for (const { millis, random, id } of ids.cases) {
    assert.equal(uuid7(millis, Uint8Array.from(Buffer.from(random, "hex"))), id);
    assert.equal(uuid7Millis(id), millis);
    assert.ok(isUuid7(id));
  }
});

test("other texts are not ids", () => {
  for (const text of [...ids.refused, null, 7]) assert.ok(!isUuid7(text));
  assert.throws(() => uuid7(-1, new Uint8Array(10)), RangeError);
  assert.throws(() => uuid7(0, new Uint8Array(9)), RangeError);
});

test("a drawn id carries its time", () => {
  assert.equal(uuid7Millis(newId(1790000000000)), 1790000000000);
});

test("survivor codes are those that Python makes", () => {
  for (const { picks, code, shown } of codes.cases) {
    assert.equal(survivorCode(picks), code);
    if (code === null) continue;
    assert.ok(isSurvivorCode(code));
    assert.equal(showCode(code), shown);
  }
  assert.ok(codes.cases.some(({ code }) => code === null), "one case has no check character");
});

test("a slip of one character or an exchange is found", () => {
  for (const text of [...codes.refused, null]) assert.ok(!isSurvivorCode(text));
});

test("picks outside the alphabet make no code", () => {
  assert.throws(() => survivorCode([1, 2]), RangeError);
  assert.throws(() => survivorCode([0, 0, 0, 0, 0, 0, 0, 30]), RangeError);
});

test("drawing skips biased bytes and picks without a check character", () => {
  const bytes = [250, 0, 0, 0, 0, 0, 0, 1, 29, 255];
  let at = 0;
  const code = newCode(() => Uint8Array.of(bytes[at++ % bytes.length] ?? 0));
  assert.ok(isSurvivorCode(code));
});
