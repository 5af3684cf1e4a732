import assert from "node:assert/strict";
import { test } from "node:test";
import { b64 } from "../formats/canon.ts";
import { WORDS } from "../session/wordlist.ts";
import { keyWords } from "./log-words.ts";

const key = (byte: number) => b64(new Uint8Array(32).fill(byte));

test("a key is eight words, the same on every device, others for another key", async () => {
  const said = await keyWords(key(1));
  assert.equal(said, await keyWords(key(1)));
  assert.notEqual(said, await keyWords(key(2)));
  assert.equal(said.split(" ").length, 8);
  assert.ok(said.split(" ").every((word) => WORDS.includes(word)));
  assert.equal(WORDS.length, 1024);
});
