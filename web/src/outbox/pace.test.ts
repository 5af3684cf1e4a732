import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import type { Session } from "../session/session.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import { FIRST, LEAST, MOST, faster, slower } from "./pace.ts";
import type { Change } from "./send.ts";
import { standing } from "./store.ts";
import { sync } from "./sync.ts";
import { keepActs } from "./write.ts";

pretendPage();
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });
const slow = new Refused("network.slow");

async function writing(count: number): Promise<{ mine: Session; shelf: Shelf; server: Server }> {
  const [mine, server] = [await sitDown(), new Server()];
  await keepActs(mine, Array.from({ length: count }, draft));
  return { mine, server, shelf: await Shelf.load(mine) };
}

test("a call carries twice as much as the last, up to a limit, and no more after one that took long", () => {
  assert.deepEqual(faster(FIRST), { acts: 20, bytes: 128 * 1024 });
  assert.deepEqual(faster(MOST), MOST);
  assert.deepEqual(faster(FIRST, FIRST), FIRST);
  assert.deepEqual(faster(FIRST, MOST, 40_000), FIRST);
});

test("what is too large or too slow goes in halves down to the least, and asks for shorter pages", () => {
  for (const code of ["exchange.too_large", "http.413"]) {
    assert.deepEqual(slower(new Refused(code), 9, MOST), { acts: 4, bytes: MOST.bytes });
    assert.deepEqual(slower(new Refused(code), 1, { ...MOST, acts: 4 }), { ...MOST, acts: 4 });
  }
  assert.deepEqual(slower(slow, 9, MOST), { acts: 4, bytes: MOST.bytes / 2 });
  assert.deepEqual(slower(slow, 0, LEAST), LEAST);
  for (const error of [new Refused("network.down"), new Refused("device.revoked"), new TypeError()]) {
    assert.deepEqual(slower(error, 9, MOST), MOST);
  }
});

test("batches begin small and grow while they come through", async () => {
  const { mine, shelf, server } = await writing(90);
  await sync(mine, shelf);
  const [first = 0, second = 0] = server.sent.map(({ acts }) => acts.length);
  assert.deepEqual([first, second], [10, 20]);
  assert.equal(server.acked, 90);
});

test("a batch that does not come through in time is still half as long at the next try", async () => {
  const { mine, shelf, server } = await writing(80);
  server.break = ({ acts }) => acts.length > 15;
  while (server.acked < 80) await sync(mine, shelf).catch((error: unknown) => assert.equal((error as Refused).code, "network.slow"));
  assert.ok(server.sent.length < 30, `${server.sent.length} calls`);
});

test("a page that is cut off is asked for again from where the last whole one ended, and shorter", async () => {
  const { mine, shelf, server } = await writing(0);
  const [act] = await keepActs(mine, [draft()]);
  assert.ok(act);
  const page = (at: number): Change => ({ act: { ...act, id: newId() }, root: newId(), position: at, version: at, received_at: "", state: "applied", code: "" });
  server.more = { changes: [page(1)], more: true, cursor: "1" };
  let calls = 0;
  server.break = () => (calls += 1) > 1;
  await assert.rejects(sync(mine, shelf), slow);
  const before = (await standing(mine.book, mine.device)).cursor;
  assert.deepEqual([before, (await Shelf.load(mine)).all().some(({ position }) => position === 1)], ["1", true]);
  server.break = () => false;
  server.more = { changes: [page(2)], more: false, cursor: "2" };
  await sync(mine, shelf);
  const asked = server.sent.map(({ ack_cursor, max_bytes }) => [ack_cursor, max_bytes] as const);
  assert.deepEqual(asked.map(([cursor]) => cursor), [null, "1", "1"]);
  assert.ok((asked[2]?.[1] ?? 0) < (asked[1]?.[1] ?? 0), "the next page is shorter");
});

test("a long call is packed once the server has said that it unpacks", async () => {
  const { mine, shelf, server } = await writing(4);
  await sync(mine, shelf);
  await keepActs(mine, Array.from({ length: 4 }, draft));
  await sync(mine, shelf);
  await sync(mine, shelf);
  assert.deepEqual(server.sent.map(({ isPacked }) => isPacked), [false, true, false], "a short one never");
});

test("a server that says nothing of it is sent plain bytes, and one that refuses it, the same call again", async () => {
  const { mine, shelf, server } = await writing(4);
  await sync(mine, shelf);
  await keepActs(mine, Array.from({ length: 4 }, draft));
  server.unpacks = false;
  server.refuse = ({ isPacked }) => (isPacked ? { status: 400, code: "exchange.malformed", field: "encoding" } : undefined);
  await sync(mine, shelf);
  await keepActs(mine, Array.from({ length: 4 }, draft));
  await sync(mine, shelf);
  assert.deepEqual(server.sent.map(({ isPacked }) => isPacked), [false, true, false, false]);
  assert.equal(server.acked, 12);
});
