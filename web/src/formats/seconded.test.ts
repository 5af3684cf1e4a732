import assert from "node:assert/strict";
import { test } from "node:test";
import { b64 } from "./canon.ts";
import { type PairJson, known, pairOf } from "./known.ts";
import { type KeyStatement, type Signed, type Statement, hasSigned, keyWords, recoveredWords, sign, words } from "./seconded.ts";
import { isSignature } from "./signature.ts";

type Known<Said> = { said: Said; words: string; signed: [Signed, Signed] };
const vectors = known<{
  first: PairJson; second: PairJson; recovery: PairJson;
  roles: Known<Statement>[]; keys: (Known<KeyStatement> & { barred: string[] })[];
  recovered: { said: KeyStatement; words: string; sig: string };
}>("seconding");
const both = await Promise.all([vectors.first, vectors.second].map(pairOf));

test("what two people sign of a role and of a key is the same to the byte as in Python", () => {
  for (const { said, words: bytes } of [...vectors.roles, ...vectors.keys]) assert.equal(b64(words(said)), bytes);
});

test("both sign as in Python, and each signature holds by its own key only", () => {
  for (const { said, signed } of [...vectors.roles, ...vectors.keys]) {
    both.forEach((pair, at) => {
      const one = signed[at] as Signed;
      assert.equal(sign(pair.signSeed, said), one.sig);
      assert.equal(hasSigned(said, one, pair.entry.sign), true);
      assert.equal(hasSigned(said, one, both[1 - at]?.entry.sign ?? ""), false);
    });
  }
});

test("whoever is named as a holder does not sign for it, and changed words are not what was signed", () => {
  const [published, , named] = vectors.keys;
  const { sign: key } = both[0]?.entry ?? { sign: "" };
  for (const one of [published, named]) {
    assert.ok(one);
    const by = one.barred[0];
    if (by) assert.equal(hasSigned(one.said, { ...one.signed[0], by }, key), false);
    for (const but of [{ epoch: 2 }, { holders: [] as string[] }, { owner: "oversight" }, { step: "given" as never }]) {
      assert.equal(hasSigned({ ...one.said, ...but }, one.signed[0], key), false);
    }
  }
  assert.deepEqual([published?.barred, named?.barred.length], [[], 1]);
});

test("words that came with a statement are no part of it", () => {
  for (const { said } of vectors.keys) assert.deepEqual(keyWords({ ...said, called: "x" } as KeyStatement), said);
});

test("two sheets sign who takes a lost key into her hands", async () => {
  const { said, words: bytes, sig } = vectors.recovered;
  assert.equal(b64(recoveredWords(said)), bytes);
  assert.ok(isSignature(sig, (await pairOf(vectors.recovery)).entry.sign, recoveredWords(said)));
});
