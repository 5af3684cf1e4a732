import assert from "node:assert/strict";
import { test } from "node:test";
import { drawWords, isName, isStrong } from "./passwords.ts";
import { WORDS } from "./wordlist.ts";

test("there are 1024 different words, plain to write", () => {
  assert.equal(new Set(WORDS).size, 1024);
  assert.ok(WORDS.every((word) => /^[a-z]{3,8}$/.test(word)));
});

test("five words or sixteen signs are enough, less is not", () => {
  assert.ok(isStrong("abri citron lune gazelle riz"));
  assert.ok(isStrong("pirogue-sur-le-fleuve"));
  assert.equal(isStrong("abri lune riz"), false);
  assert.equal(isStrong("lune lune lune lune lune"), false);
  assert.equal(isStrong("aaaaaaaaaaaaaaaaaaaa"), false);
});

test("a phrase drawn by lot is always strong enough in signs or words", () => {
  for (let at = 0; at < 50; at += 1) assert.equal(drawWords(WORDS).split(" ").length, 5);
});

test("a sign-in name begins with a letter and has no accent", () => {
  assert.ok(isName("aissata"));
  for (const name of ["Aissata", "aïssata", "2aissata", "ai", ""]) assert.equal(isName(name), false);
});
