import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateHash } from "../formats/exchange.ts";
import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import type { Session } from "../session/session.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import type { Change } from "./send.ts";
import { type Held, sync } from "./sync.ts";
import { countWaiting, keepActs, waiting } from "./write.ts";

pretendPage();
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });

async function writing(count: number): Promise<{ mine: Session; shelf: Shelf; server: Server }> {
  const [mine, server] = [await sitDown(), new Server()];
  await keepActs(mine, Array.from({ length: count }, draft));
  return { mine, server, shelf: await Shelf.load(mine) };
}
const seqs = (server: Server) => server.sent.map(({ acts }) => acts.map(({ seq }) => seq));

test("what is acknowledged stays until a backup holds it, then it goes", async () => {
  const { mine, shelf, server } = await writing(3);
  assert.equal((await sync(mine, shelf)).waiting, 0);
  assert.equal(await countWaiting(mine, 0), 3);
  server.durable = 2;
  await sync(mine, shelf);
  assert.deepEqual((await waiting(mine)).map(({ seq }) => seq), [3]);
  server.durable = 3;
  await sync(mine, shelf);
  assert.equal(await countWaiting(mine, 0), 0);
});

test("a restored server is sent again what it forgot", async () => {
  const { mine, shelf, server } = await writing(3);
  await sync(mine, shelf);
  server.acked = 1;
  server.more = { server_epoch: 2 };
  await sync(mine, shelf);
  assert.deepEqual(seqs(server), [[1, 2, 3], [], [2, 3]]);
  assert.equal(server.acked, 3);
});

test("a server that forgot what this device no longer has is not called well", async () => {
  const { mine, shelf, server } = await writing(2);
  server.durable = 2;
  await sync(mine, shelf);
  [server.acked, server.durable] = [0, 0];
  await keepActs(mine, [draft()]);
  const { troubles, waiting: left } = await sync(mine, shelf);
  assert.deepEqual([troubles, left], [["exchange.stuck"], 1]);
});

test("a session that the server no longer knows is dropped and told; acts go all the same", async () => {
  const { mine, shelf, server } = await writing(1);
  server.knowsToken = false;
  const { troubles, waiting: left } = await sync(mine, shelf);
  assert.deepEqual([mine.token, troubles, left], ["", ["session.missing"], 0]);
  await sync(mine, shelf);
  assert.equal(server.sent.at(-1)?.token, "");
});

test("an act that the server cannot read is held with all later ones, and named", async () => {
  const { mine, shelf, server } = await writing(4);
  server.refuse = ({ acts }) => {
    const place = acts.findIndex(({ seq }) => seq === 3);
    return place < 0 ? undefined : { status: 400, code: "act.malformed", field: `${place}.hlc` };
  };
  const held: Held = { halt: null };
  const done = await sync(mine, shelf, held);
  assert.equal(held.halt?.act.seq, 3);
  assert.deepEqual([done.troubles, done.waiting, server.acked], [["act.malformed"], 2, 2]);
  await sync(mine, shelf, held);
  assert.deepEqual(seqs(server), [[1, 2, 3, 4], [1, 2], []]);
  assert.equal(held.halt?.act.seq, 3);
  server.refuse = () => undefined;
  assert.equal((await sync(mine, shelf)).waiting, 0);
});

test("a batch that is too large goes in halves; one act alone that is too large is held", async () => {
  const { mine, shelf, server } = await writing(5);
  server.refuse = ({ acts }) => (acts.length > 2 ? { status: 413, code: "exchange.too_large" } : undefined);
  assert.equal((await sync(mine, shelf)).waiting, 0);
  assert.deepEqual(seqs(server), [[1, 2, 3, 4, 5], [1, 2], [3, 4], [5]]);
  await keepActs(mine, [draft()]);
  server.refuse = ({ acts }) => (acts.length > 0 ? { status: 413, code: "exchange.too_large" } : undefined);
  const held: Held = { halt: null };
  const { waiting: left } = await sync(mine, shelf, held);
  assert.deepEqual([held.halt?.act.seq, left], [6, 1]);
});

test("a wrong clock is told", async () => {
  const { mine, shelf, server } = await writing(1);
  server.more = { problems: [{ seq: 1, act: newId(), code: "clock.skew" }] };
  assert.deepEqual((await sync(mine, shelf)).troubles, ["clock.skew"]);
  server.more = { now: "2030-01-01T00:00:00.000Z" };
  assert.deepEqual((await sync(mine, shelf)).troubles, ["clock.skew"]);
});

test("a device that was revoked, and an exchange without end, are refusals", async () => {
  const { mine, shelf, server } = await writing(1);
  const is = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;
  server.more = { more: true };
  await assert.rejects(sync(mine, shelf), is("exchange.endless"));
  server.refuse = () => ({ status: 403, code: "device.revoked" });
  await assert.rejects(sync(mine, shelf), is("device.revoked"));
  server.refuse = () => ({ status: 502, code: "" });
  await assert.rejects(sync(mine, shelf));
});

test("every twentieth exchange says what this device holds", async () => {
  const { mine, shelf, server } = await writing(0);
  const [act] = await keepActs(mine, [draft()]);
  assert.ok(act);
  const base = { root: newId(), received_at: "", state: "applied", code: "" } as const;
  const changes: Change[] = [{ ...base, act, position: 7, version: 7 }, { ...base, act: { ...act, id: newId() }, position: 9, version: 9 },
    { ...base, act: { ...act, id: newId(), record: newId() }, position: 11, version: 11, state: "quarantined" }];
  server.more = { changes };
  await sync(mine, shelf);
  server.more = {};
  for (let call = 2; call <= 40; call += 1) await sync(mine, shelf);
  const held = await stateHash(new Map([[act.record, 9]]));
  const told = server.sent.map(({ state_hash: hash }) => hash);
  assert.deepEqual([told[19], told[39]], [held, held]);
  assert.equal(told.filter((hash) => hash !== null).length, 2);
});

test("what was sent back, or never comes back, is not shown as waiting when the notebook opens again", async () => {
  const { mine, shelf, server } = await writing(2);
  server.knowsToken = false;
  await sync(mine, shelf);
  assert.equal((await Shelf.load(mine)).all().length, 2, "sent, but nothing was fetched since");
  Object.assign(server, { knowsToken: true });
  mine.token = "token";
  await sync(mine, shelf);
  assert.equal((await Shelf.load(mine)).all().length, 0);
});
