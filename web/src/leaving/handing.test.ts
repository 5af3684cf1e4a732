import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, type KeyPair, newAgencyKeys, newWorkerKeys } from "../formats/entry.ts";
import { type Grant, holdGrant, joined, makeGrant, openGrant, splitKey } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { pinLog } from "../shelf/log.ts";
import { signPublic } from "../formats/signature.ts";
import { giving } from "./handing.ts";
import type { Waiting } from "./state.ts";

pretendPage();

/** A holder at her notebook, with the agency's key in its first, second and third epoch. */
async function holder(log: KnownLog): Promise<KeyPair[]> {
  const grants: { part: Grant }[] = [];
  new Server(async (path, method, body) => {
    if (path.startsWith("/app/v1/grants")) return { body: { grants: path.endsWith("after=0") ? grants : [], next: 9, more: path.endsWith("after=0") } };
    return log.answer(path, method, body);
  });
  const mine = await sitDown();
  await pinLog(mine, signPublic(log.seed));
  const keys = await myKeys();
  const pairs: KeyPair[] = [];
  for (const epoch of [1, 2, 3]) {
    const pair = await newAgencyKeys({ owner: "vault", id: mine.me.agency, epoch });
    grants.push({ part: await holdGrant(pair, newId(), keys.entry, keys) });
    pairs.push(pair);
  }
  await log.publish(keys.entry, ...pairs.map(({ entry }) => entry));
  return pairs;
}

/** A case whose halves were sealed when a key was the newest. */
async function sealedWhen(vault: Entry, lead: KeyPair) {
  const keys: Keys = { identity: newKey(), contact: newKey() };
  const halves = Object.entries(keys).map(([name, key]) => [name, splitKey(key)] as const);
  const half = (at: 0 | 1): Keys => Object.fromEntries(halves.map(([name, pair]) => [name, pair[at]]));
  const object = newId();
  const part = await makeGrant(half(0), { object, rights: "half-vault", consent: null }, vault, lead);
  return { object, keys, part, other: half(1) };
}

test("a half of the first epoch is given after the second and the third, and joins to the same keys", async () => {
  const log = new KnownLog();
  const pairs = await holder(log);
  const [lead, successor] = [await newWorkerKeys(newId()), await newWorkerKeys(newId())];
  await log.publish(lead.entry, successor.entry);
  for (const pair of pairs) {
    const found = await sealedWhen(pair.entry, lead);
    const one: Waiting = { case: found.object, survivor: newId(), departure: newId(), to: successor.fingerprint, part: found.part };
    const act = await giving(one, "vault");
    const [given] = act.sealed as unknown as Grant[];
    assert.ok(given);
    const terms = { object: found.object, rights: "recovery-vault", consent: one.departure } as const;
    const first = await openGrant(given, terms, successor, (await myKeys()).entry);
    assert.notDeepEqual(first, found.keys, "one half is not the key");
    assert.deepEqual(joined(first, found.other), found.keys);
  }
});

test("no half goes to a key that the log does not hold, or to an agency's", async () => {
  const log = new KnownLog();
  const [pair] = await holder(log);
  assert.ok(pair);
  const [lead, stranger] = [await newWorkerKeys(newId()), await newWorkerKeys(newId())];
  await log.publish(lead.entry);
  const found = await sealedWhen(pair.entry, lead);
  const one = { case: found.object, survivor: newId(), departure: newId(), part: found.part };
  const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;
  await assert.rejects(giving({ ...one, to: stranger.fingerprint }, "vault"), refused("key.unproved"));
  await assert.rejects(giving({ ...one, to: pair.fingerprint }, "vault"), refused("vault.recipient"));
  assert.equal(session().me.agency, pair.entry.id);
});
