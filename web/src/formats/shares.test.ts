import assert from "node:assert/strict";
import { test } from "node:test";
import { WORDS } from "../session/wordlist.ts";
import { b64, bytesOf, sha256, unb64 } from "./canon.ts";
import { type PairJson, known, refusal } from "./known.ts";
import { SHARES, bearRecovery, combineShares, readShare, recovered, shareWords, wordsLike } from "./shares.ts";

type Sheet = { part: number; epoch: number; x: number; y: string; words: string[] };
type No = { name: string; code: string; field: string };
const vectors = known<{
  list: string;
  secret: string;
  pair: PairJson;
  sheets: Sheet[];
  refused_words: (No & { words: string[] })[];
  refused_pairs: (No & { one: string[]; other: string[] })[];
}>("shares");
const { entry, fingerprint } = vectors.pair;

test("the list of words never changes", async () => {
  assert.equal(b64(await sha256(bytesOf(WORDS.join(" ")))), vectors.list);
  assert.deepEqual([WORDS.length, new Set(WORDS).size], [1024, 1024]);
});

test("any two of three sheets written in Python give the key, in any order", async () => {
  const sheets = await Promise.all(vectors.sheets.map(({ words }) => readShare(words)));
  for (const one of sheets) {
    for (const other of sheets.filter((each) => each !== one)) {
      assert.equal(b64(await combineShares(one, other)), vectors.secret);
      assert.equal(b64((await recovered(one, other, entry, fingerprint)).kemSeed), vectors.pair.kem);
    }
  }
});

test("a sheet is written in the same words", async () => {
  for (const { words, y, ...sheet } of vectors.sheets) {
    assert.deepEqual(await shareWords({ ...sheet, y: unb64(y) }), words);
    assert.equal(b64((await readShare(words)).y), y);
  }
});

for (const { name, words, ...no } of vectors.refused_words) {
  test(`words refused: ${name}`, () => assert.rejects(readShare(words), refusal(no)));
}

for (const { name, one, other, ...no } of vectors.refused_pairs) {
  test(`sheets refused: ${name}`, async () => {
    await assert.rejects(recovered(await readShare(one), await readShare(other), entry, fingerprint), refusal(no));
  });
}

test("the sheets for Python are sheets of this code", async () => {
  const made = known<{ pair: PairJson; sheets: string[][] }>("shares_from_browser");
  const [one, , three] = await Promise.all(made.sheets.map(readShare));
  assert.ok(one && three);
  assert.equal((await recovered(one, three, made.pair.entry, made.pair.fingerprint)).fingerprint, made.pair.fingerprint);
});

test("a key is born whole, split, and given back by its sheets alone", async () => {
  const { pair, sheets } = await bearRecovery(entry.id, 3);
  assert.deepEqual([sheets.length, pair.entry.owner, pair.entry.epoch], [SHARES, "recovery", 3]);
  const [one, two] = await Promise.all(sheets.map(async (sheet) => readShare(await shareWords(sheet))));
  assert.ok(one && two);
  assert.deepEqual((await recovered(one, two, pair.entry, pair.fingerprint)).entry, pair.entry);
});

test("while somebody types, the words of the list that begin so are offered", () => {
  assert.deepEqual(wordsLike("aig"), ["aigle"]);
  assert.deepEqual(wordsLike("  ZO"), ["zone", "zoo"]);
  assert.deepEqual(wordsLike(""), []);
  assert.equal(wordsLike("a").length, 6);
});
