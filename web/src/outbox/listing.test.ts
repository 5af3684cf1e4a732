import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateHash } from "../formats/exchange.ts";
import { newCode, newId } from "../formats/ids.ts";
import type { Line } from "../shelf/lines.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import type { Change, Reply } from "./send.ts";
import { standing } from "./store.ts";
import { sync } from "./sync.ts";

pretendPage();

/** What a server tells of one case: its line, and what is under it. */
async function told(place: number): Promise<{ line: Line; change: Change }> {
  const [root, record] = [newId(), newId()];
  const act = { v: 1, id: newId(), device: newId(), seq: place, actor: newId(), kind: "thing.noted", record, form: "", base: 0, groups: {}, sealed: [], time: "2026-11-02T09:00:00.000Z" };
  const line = { root, code: newCode(), opened: act.time, needs: ["health"], next: "", news: false, versions: [], state: await stateHash(new Map([[record, place]])) };
  const change = { position: place, version: place, root, received_at: act.time, act, state: "applied", code: "" } as unknown as Change;
  return { line, change };
}

/** Answer each call with the next of these pages, then with nothing new. */
function paged(server: Server, pages: readonly Partial<Reply>[]): void {
  const left = [...pages];
  server.refuse = () => {
    server.more = left.shift() ?? { more: false };
    return undefined;
  };
}

const seen = (shelf: Shelf) => shelf.listed().map(({ root }) => root).sort();

test("a device that comes for the first time says how many cases it carries, and no later", async () => {
  const [mine, bodies] = [await sitDown(), [] as Record<string, unknown>[]];
  const server = new Server();
  const post = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (typeof init?.body !== "string" && init?.body) bodies.push(JSON.parse(new TextDecoder().decode(init.body as Uint8Array)) as Record<string, unknown>);
    return post(input, init);
  };
  const shelf = await Shelf.load(mine);
  await sync(mine, shelf);
  await sync(mine, shelf);
  assert.equal(server.sent.length, 2);
  assert.deepEqual(bodies.map(({ carries }) => carries), [25, undefined]);
});

test("cases that come as lines are listed, page by page, also when the notebook is opened again", async () => {
  const mine = await sitDown();
  const [one, other, whole] = [await told(3), await told(5), await told(7)];
  paged(new Server(), [{ lines: [one.line], more: true }, { lines: [other.line], more: true }, { changes: [whole.change] }]);
  const shelf = await Shelf.load(mine);
  assert.equal((await sync(mine, shelf)).changed, true);
  for (const now of [shelf, await Shelf.load(mine)]) {
    assert.deepEqual(seen(now), [one.line.root, other.line.root].sort());
    assert.deepEqual(now.all().map(({ root }) => root), [whole.line.root]);
  }
});

test("what the server compares is mixed from acts and from lines", async () => {
  const mine = await sitDown();
  const [one, whole] = [await told(3), await told(7)];
  const server = new Server();
  paged(server, [{ lines: [one.line], more: true }, { changes: [whole.change] }]);
  const shelf = await Shelf.load(mine);
  await sync(mine, shelf);
  const versions = new Map([one, whole].map(({ change }) => [change.act.record, change.version]));
  while ((await standing(mine.book, mine.device)).calls % 20 < 19) await sync(mine, shelf);
  await sync(mine, shelf);
  assert.equal(server.sent.at(-1)?.state_hash, await stateHash(versions));
});

test("news of a case that was only told of brings it back; until then nothing is compared", async () => {
  const mine = await sitDown();
  const one = await told(3);
  const news = { ...one.change, position: 9, version: 9, act: { ...one.change.act, id: newId() } };
  const server = new Server();
  paged(server, [{ lines: [one.line], more: true }, { changes: [news] }]);
  const shelf = await Shelf.load(mine);
  await sync(mine, shelf);
  assert.deepEqual(shelf.listed().map(({ news, versions }) => [news, versions]), [[true, [[news.act.record, 9]]]]);
  while ((await standing(mine.book, mine.device)).calls % 20 < 19) await sync(mine, shelf);
  await sync(mine, shelf);
  assert.equal(server.sent.at(-1)?.state_hash, null);
  const known = [one.change, news].map(({ received_at: received, ...rest }) => ({ ...rest, received }));
  assert.equal(await shelf.carry(one.line.root, known.slice(0, 1)), false);
  assert.equal(await shelf.carry(one.line.root, known), true);
  assert.deepEqual([shelf.listed(), shelf.versions().get(news.act.record)], [[], 9]);
});
