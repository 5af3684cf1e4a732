import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { type Kdf, newKdf, passphraseKeys } from "../formats/passphrase.ts";
import { Refused } from "../formats/refusal.ts";
import { Server, pretendPage } from "../outbox/known.ts";
import type { Person } from "../outbox/store.ts";
import { newerKeys } from "../session/newer.ts";
import { settingsOf } from "../session/settings.ts";

pretendPage();
const PHRASE = "cinq mots de passe ici";
const stands = newKdf(65_536, 4);
const hers = { username: "aissata", worker: newId(), bundle: { kdf: stands } } as Person;
const isRefused = (error: unknown) => error instanceof Refused && error.code === "passphrase.settings";

/** Sit down before a server that says this of how a passphrase is stretched; return what it was asked. */
function asking(kdf: object): string[] {
  const asked: string[] = [];
  new Server((path, _method, body) => {
    asked.push(`${path} ${JSON.stringify(body)}`);
    return { body: { kdf } };
  });
  return asked;
}

const WEAK: readonly Partial<{ [name in keyof Kdf]: unknown }>[] = [
  { m: 19_455 }, { m: 8 }, { t: 1 }, { p: 4 }, { name: "pbkdf2" }, { salt: "" }, { m: 2 ** 31 }, { t: 1000 },
];

test("a server that asks a new device for a weak stretch gets a name and nothing else", async () => {
  for (const weak of WEAK) {
    const asked = asking({ ...newKdf(), ...weak });
    await assert.rejects(async () => passphraseKeys(PHRASE, await settingsOf("aissata")), isRefused);
    assert.deepEqual(asked, ['/app/v1/salt {"username":"aissata"}']);
  }
});

test("settings above the floor, but weaker than those that this device remembers, stretch nothing", async () => {
  for (const weaker of [newKdf(), newKdf(65_536, 3), newKdf(32_768, 4)]) {
    const asked = asking(weaker);
    await assert.rejects(newerKeys(hers, PHRASE), isRefused);
    assert.deepEqual(asked, ['/app/v1/salt {"username":"aissata"}']);
  }
});

test("the same salt again is no newer passphrase", async () => {
  asking(stands);
  await assert.rejects(newerKeys(hers, PHRASE), (error) => error instanceof Refused && error.code === "unlock.wrong");
});
