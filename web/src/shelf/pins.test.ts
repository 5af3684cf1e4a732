import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, newWorkerKeys } from "../formats/entry.ts";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { myKeys } from "../session/session.ts";
import { compare, pin, requirePinned } from "./pins.ts";
import { Shelf } from "./shelf.ts";

pretendPage();
new Server();

test("another key needs a higher epoch", () => {
  const known = { print: "a", epoch: 2 };
  assert.equal(compare(undefined, known), "new");
  assert.equal(compare(known, { print: "a", epoch: 2 }), "same");
  assert.equal(compare(known, { print: "b", epoch: 3 }), "new");
  assert.equal(compare(known, { print: "b", epoch: 2 }), "changed");
  assert.equal(compare(known, { print: "b", epoch: 1 }), "older");
});

test("pins stay in the notebook, and the first key stays pinned", async () => {
  const [mine, worker] = [await sitDown(), newId()];
  const { entry } = await newWorkerKeys(worker);
  const { entry: swapped } = await newWorkerKeys(worker);
  assert.deepEqual(await pin(mine, [entry, entry, swapped]), ["new", "same", "changed"]);
  assert.deepEqual(await pin(mine, [swapped]), ["changed"]);
  assert.deepEqual(await pin(mine, [{ ...swapped, epoch: 2 }, entry]), ["new", "older"]);
  assert.deepEqual(await pin(mine, [{ ...entry, sign: swapped.sign }]), ["older"]);
});

test("nothing is sealed to a key that took another's place", async () => {
  const [mine, worker] = [await sitDown(), newId()];
  const shelf = await Shelf.load(mine);
  const { entry } = await newWorkerKeys(worker);
  const { entry: swapped } = await newWorkerKeys(worker);
  const show = (...entries: Entry[]) => {
    const keys = entries.map((one) => ({ record: newId(), entry: one }));
    shelf.know({ people: [], named: [], agencies: [], keys });
  };
  const terms = { object: newId(), rights: "read", consent: null } as const;
  const grantTo = async (to: Entry) => [await makeGrant({ package: newKey() }, terms, to, await myKeys())];
  show(entry);
  await requirePinned(mine, shelf, await grantTo(entry));
  show(swapped);
  await requirePinned(mine, shelf, await grantTo(swapped)); // sealing itself pins nothing
  await pin(mine, [entry]);
  show(entry);
  await requirePinned(mine, shelf, await grantTo(entry));
  await requirePinned(mine, shelf, await grantTo((await myKeys()).entry));
  const refused = (error: unknown) => error instanceof Refused && error.code === "key.changed";
  show(swapped);
  await assert.rejects(requirePinned(mine, shelf, await grantTo(swapped)), refused);
  await assert.rejects(requirePinned(mine, shelf, await grantTo(entry)), refused, "an entry that nobody showed");
  show({ ...swapped, epoch: 2 });
  await requirePinned(mine, shelf, await grantTo({ ...swapped, epoch: 2 }));
});
