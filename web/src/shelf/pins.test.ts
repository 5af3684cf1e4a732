import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, newAgencyKeys, newWorkerKeys } from "../formats/entry.ts";
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
    const keys = entries.map((one) => ({ record: newId(), entry: one, place: 1, roles: ["focal_point"] }));
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
  const unproved = (error: unknown) => error instanceof Refused && error.code === "key.unproved";
  const refused = (error: unknown) => error instanceof Refused && error.code === "key.changed";
  show(swapped);
  await assert.rejects(requirePinned(mine, shelf, await grantTo(swapped)), refused);
  await assert.rejects(requirePinned(mine, shelf, await grantTo(entry)), unproved, "an entry that nobody showed");
  show({ ...swapped, epoch: 2 });
  await requirePinned(mine, shelf, await grantTo({ ...swapped, epoch: 2 }));
});

test("nothing more is sealed to an agency's older key once the newer one is proved", async () => {
  const [mine, agency] = [await sitDown(), newId()];
  const shelf = await Shelf.load(mine);
  const [first, second] = [await newAgencyKeys({ owner: "vault", id: agency }), await newAgencyKeys({ owner: "vault", id: agency, epoch: 2 })];
  const keys = [first, second].map(({ entry }) => ({ record: newId(), entry, place: 1, holders: [] }));
  shelf.know({ people: [], named: [], agencies: [], keys });
  await pin(mine, [first.entry]);
  const terms = { object: newId(), rights: "half-vault", consent: null } as const;
  const half = async (to: Entry) => [await makeGrant({ identity: newKey() }, terms, to, await myKeys())];
  await requirePinned(mine, shelf, await half(first.entry));
  await pin(mine, [second.entry]);
  const stale = (error: unknown) => error instanceof Refused && error.code === "key.changed";
  await assert.rejects(requirePinned(mine, shelf, await half(first.entry)), stale);
  await requirePinned(mine, shelf, await half(second.entry));
});
