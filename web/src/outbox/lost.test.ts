import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import { purge } from "./purge.ts";
import { round } from "./round.ts";
import { person, remember } from "./store.ts";
import { sync } from "./sync.ts";
import { keepActs } from "./write.ts";

pretendPage();
const refusal = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });

test("a device that was declared lost forgets the notebook and who signed in", async () => {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  const { worker, device: id } = mine;
  const bundle = {} as never;
  await remember({ username: "aissata", worker, device: id, bundle, seed: {} as never });
  const server = new Server();
  server.refuse = () => ({ status: 403, code: "device.lost" });
  const table = { mine, shelf, conflicts: [], halt: null, directory: null, isChanged: false };
  await assert.rejects(round(table), refusal("device.lost"));
  assert.equal(await person("aissata"), undefined);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  assert.equal(names.includes(mine.book.name), false);
});

test("a device that was only retired keeps what waits on it", async () => {
  const mine = await sitDown();
  const server = new Server();
  server.refuse = () => ({ status: 403, code: "device.revoked" });
  await keepActs(mine, [draft()]);
  const table = { mine, shelf: await Shelf.load(mine), conflicts: [], halt: null, directory: null, isChanged: false };
  await assert.rejects(round(table), refusal("device.revoked"));
  assert.equal(await mine.book.count("outbox"), 1);
  await purge(mine);
});

test("keys that another device brought, or that were refused, are opened anew", async () => {
  const [mine, server] = [await sitDown(), new Server()];
  const shelf = await Shelf.load(mine);
  const [here, there] = [newId(), newId()];
  const brought = { ...draft(), kind: "keys.replaced" };
  const [own] = await keepActs(mine, [{ ...brought, record: here }]);
  assert.ok(own);
  shelf.wait([own]);
  for (const record of [here, there]) mine.opened.set(record, {});
  const act = { ...own, id: newId(), device: newId(), record: there };
  const base = { root: newId(), received_at: "", state: "applied", code: "" } as const;
  server.more = { changes: [{ ...base, act, position: 7, version: 7 }], problems: [{ seq: 1, act: own.id, code: "case.keys" }] };
  await sync(mine, shelf);
  assert.deepEqual([...mine.opened.keys()], []);
});

test("an emptied notebook of a device that goes on takes no number twice", async () => {
  const [mine, server] = [await sitDown(), new Server()];
  server.more = { acked_seq: 7 };
  await sync(mine, await Shelf.load(mine));
  const [act] = await keepActs(mine, [draft()]);
  assert.equal(act?.seq, 8);
});
