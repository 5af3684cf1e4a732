import assert from "node:assert/strict";
import { test } from "node:test";
import { argon } from "./argon.ts";
import { b64 } from "./canon.ts";
import { known, refusal } from "./known.ts";
import { type Kdf, newKdf, passphraseKeys } from "./passphrase.ts";

const vectors = known<{
  cases: { passphrase: string; kdf: Kdf; login: string; wrap: string }[];
  refused: { name: string; kdf: Kdf; field: string }[];
}>("passphrase");

test("passphrases become the keys that Python makes", async () => {
  for (const { passphrase, kdf, login, wrap } of vectors.cases) {
    const keys = await passphraseKeys(passphrase, kdf, argon);
    assert.deepEqual([keys.login, b64(keys.wrap)], [login, wrap]);
    assert.equal(keys.login.length, 43);
  }
});

test("a composed and a decomposed accent are the same passphrase", () => {
  const [one, two] = vectors.cases;
  assert.notEqual(one?.passphrase, two?.passphrase);
  assert.equal(one?.login, two?.login);
});

for (const { name, kdf, field } of vectors.refused) {
  test(`passphrase settings refused: ${name}`, async () => {
    await assert.rejects(passphraseKeys("x", kdf, argon), refusal({ code: "passphrase.settings", field }));
  });
}

test("an empty passphrase is refused", async () => {
  await assert.rejects(passphraseKeys("", newKdf(), argon), refusal({ code: "passphrase.empty", field: "" }));
});

test("new settings stand on the floor with a new salt", () => {
  const [one, two] = [newKdf(), newKdf()];
  assert.deepEqual([one.m, one.t, one.p], [19456, 2, 1]);
  assert.notEqual(one.salt, two.salt);
});
