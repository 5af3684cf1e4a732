import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBundle, newUserKey, openBundle } from "../formats/bundle.ts";
import { newWorkerKeys } from "../formats/entry.ts";
import { newKdf, passphraseKeys } from "../formats/passphrase.ts";
import { Refused } from "../formats/refusal.ts";
import { changing, harder, isNoWeaker } from "./change.ts";

const HERS = "01900000-0000-7000-8000-000000000001";
const [PRESENT, NEXT] = ["sel mil vent pont lune", "puits natte fleuve tambour rive"];
/** Quick, and another for every salt and setting: what stretching promises. */
const quick = async ({ password, salt, m, t }: { password: Uint8Array; salt: Uint8Array; m: number; t: number }) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([...password, ...salt, m % 251, t])));

async function house() {
  const [keys, userKey, kdf] = [await newWorkerKeys(HERS), newUserKey(), newKdf(32768, 3)];
  const { wrap, login } = await passphraseKeys(PRESENT, kdf, quick);
  return { hers: { keys, userKey }, stands: await makeBundle(keys, userKey, wrap, kdf), login };
}

const code = (expected: string) => (error: unknown) => error instanceof Refused && error.code === expected;

test("the new passphrase opens the same user key, and the old one no more", async () => {
  const { hers, stands, login } = await house();
  const sent = await changing(hers, { present: PRESENT, next: NEXT }, stands, newKdf(), quick);
  assert.equal(sent.present, login);
  assert.notEqual(sent.login_key, login);
  const opened = await openBundle(sent.bundle, HERS, (await passphraseKeys(NEXT, sent.bundle.kdf, quick)).wrap);
  assert.deepEqual([...opened.userKey], [...hers.userKey]); // keyring, drafts and device seed lie under it
  const old = await passphraseKeys(PRESENT, sent.bundle.kdf, quick);
  await assert.rejects(openBundle(sent.bundle, HERS, old.wrap), code("sealed.unreadable"));
});

test("a wrong present passphrase is said so, and nothing is sent", async () => {
  const { hers, stands } = await house();
  await assert.rejects(changing(hers, { present: "un autre", next: NEXT }, stands, newKdf(), quick), code("passphrase.wrong"));
});

test("a server that shows other keys gets none of hers", async () => {
  const [mine, other] = [await house(), await house()];
  await assert.rejects(changing(mine.hers, { present: PRESENT, next: NEXT }, other.stands, newKdf(), quick), code("sealed.other"));
});

test("settings only go up, on a slower phone too", () => {
  const [stands, slow] = [newKdf(32768, 4), newKdf(19456, 2)];
  const next = harder(slow, stands);
  assert.deepEqual([next.m, next.t], [32768, 4]);
  assert.ok(isNoWeaker(next, stands));
  assert.ok(!isNoWeaker(slow, stands) && !isNoWeaker(stands, stands));
});

test("a server that asks for less than the floor gets nothing derived", async () => {
  const { hers, stands } = await house();
  const weak = { ...stands, kdf: { ...stands.kdf, m: 8, t: 1 } };
  await assert.rejects(changing(hers, { present: PRESENT, next: NEXT }, weak, newKdf(), quick), code("passphrase.settings"));
});
