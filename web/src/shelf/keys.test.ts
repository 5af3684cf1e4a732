import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { shut } from "../evil/known.ts";
import { type Said, granted, hear, mine, sit } from "../evil/told.ts";
import { newId } from "../formats/ids.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { books } from "../notebook.ts";
import { pretendPage } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { everyKey, keyOf, keysOf } from "./keys.ts";
import type { Known } from "./known.ts";

pretendPage();
afterEach(shut);

/** Keys that were drawn after those of the case; the later the sign, the newer. */
const drawn = (sign: string): Keys => ({ identity: { ...newKey(), id: `${sign}${newId().slice(1)}` } });

async function brought(record: string, keys: Keys): Promise<Said> {
  return { kind: "keys.replaced", record, actor: session().worker, groups: {}, sealed: [await granted(keys, record, null, await myKeys())] };
}

/** A replacement of my own that the server kept aside. */
async function refused(record: string, keys: Keys): Promise<Known> {
  const act = { id: newId(), device: session().device, seq: 1, base: 0, time: "", form: "x@1", hlc: "", ...(await brought(record, keys)) };
  return { act: act as unknown as Known["act"], root: "", position: 99, version: 99, received: "", state: "quarantined", code: "case.keys" };
}

async function requireOpen(object: string, ...all: readonly Keys[]): Promise<void> {
  for (const { identity } of all) assert.deepEqual(await keyOf(books(), object, "identity", identity?.id ?? ""), identity);
}

test("of keys that crossed each other the newer seal, whichever came first, and all open", async () => {
  const [older, newer] = [drawn("e"), drawn("f")];
  for (const order of [[older, newer], [newer, older]]) {
    const [server, { object, keys, said }] = [await sit(), await mine()];
    await hear(server, ...said, ...(await Promise.all(order.map((one) => brought(object, one)))));
    session().opened.clear();
    assert.deepEqual(await keysOf(books(), object), newer);
    await requireOpen(object, keys, older, newer);
    shut();
  }
});

test("keys that were refused seal nothing more, and open what they sealed", async () => {
  const [server, { object, keys, said }] = [await sit(), await mine()];
  const mineAlone = drawn("f");
  await hear(server, ...said);
  await books().receive([await refused(object, mineAlone)]);
  session().opened.clear();
  assert.deepEqual(await keysOf(books(), object), keys);
  await requireOpen(object, keys, mineAlone);
});

test("whoever brings new keys carries every one that was ever granted to her", async () => {
  const [server, { object, keys, said }] = [await sit(), await mine()];
  const [older, newer] = [drawn("e"), drawn("f")];
  await hear(server, ...said, await brought(object, newer), await brought(object, older));
  const all = await everyKey(books(), object);
  assert.deepEqual(all["identity"], newer["identity"]);
  const opening = [keys, older, newer].map(({ identity }) => all[`identity.${identity?.id}`]?.id);
  assert.deepEqual(opening, [keys, older, newer].map(({ identity }) => identity?.id));
});
