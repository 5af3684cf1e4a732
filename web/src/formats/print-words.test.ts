import assert from "node:assert/strict";
import { test } from "node:test";
import { WORDS } from "../session/wordlist.ts";
import { b64 } from "./canon.ts";
import { printWords } from "./print-words.ts";

const print = (...bytes: number[]) => b64(Uint8Array.from({ length: 32 }, (_none, at) => bytes[at] ?? 0));

test("eight words say the first eighty bits of a fingerprint", () => {
  assert.deepEqual(printWords(print()), Array(8).fill(WORDS[0]));
  assert.deepEqual(printWords(print(0, 64)).slice(0, 2), [WORDS[1], WORDS[0]]);
  assert.deepEqual(printWords(print(...Array<number>(10).fill(255))), Array(8).fill(WORDS[1023]));
});

test("another fingerprint has other words", () => {
  assert.notDeepEqual(printWords(print(1)), printWords(print(2)));
  assert.notDeepEqual(printWords(print(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)), printWords(print()));
});
