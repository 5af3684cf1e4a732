import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import type { Page } from "../formats/keyring.ts";
import { newKey } from "../formats/keys.ts";
import type { Session } from "../session/session.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { Keyring } from "./keyring.ts";
import { holdKeys } from "./keys.ts";
import { listed, ringAhead, shareRing } from "./ring.ts";
import { Shelf } from "./shelf.ts";

pretendPage();
const QUIET = { isNews: false, isOver: false };
const NEWS = { isNews: true, isOver: false };
const OVER = { isNews: true, isOver: true };

/** Let one device keep pages of 64 cases each; return another one, what is asked, and what is kept. */
async function two(count: number) {
  const kept = new Map<number, Page>();
  const asked: string[] = [];
  let isDown = false;
  new Server((path, method, body) => {
    const name = path.split("/").at(-1) ?? "";
    asked.push(`${method} ${name}`);
    if (isDown) throw new TypeError("no network");
    if (name === "keyring") return { body: { pages: [...kept].map(([page, { version }]) => ({ page, version })) } };
    if (method === "GET") return { body: kept.get(Number(name)) };
    kept.set(Number(name), body as Page);
    return { body: { version: (body as Page).version } };
  });
  const first = await sitDown();
  for (let at = 0; at < count * 64; at += 1) holdKeys(newId(), { identity: newKey() });
  if (count > 0) await new Keyring(first).share();
  const mine = await sitDown("token", first);
  asked.length = 0;
  return { mine, kept, asked: () => asked.splice(0), fall: (now: boolean) => { isDown = now; } };
}

/** Return a keyring of which every page came ahead. */
async function ahead(mine: Session): Promise<Keyring> {
  const ring = new Keyring(mine);
  assert.ok(await ring.ahead(await listed("token")));
  return ring;
}

test("who has no page is asked once; her first keys make one", async () => {
  const { mine, asked, kept } = await two(0);
  assert.equal(await shareRing(mine, ringAhead(mine), NEWS), "none");
  assert.deepEqual(asked(), ["GET keyring"]);
  assert.equal(await shareRing(mine, Promise.resolve("none"), NEWS), "none");
  assert.deepEqual(asked(), []);
  holdKeys(newId(), { identity: newKey() });
  assert.ok((await shareRing(mine, Promise.resolve("none"), QUIET)) instanceof Keyring);
  assert.deepEqual([asked(), kept.size], [["GET keyring", "PUT 0"], 1]);
});

test("keys that came beside an exchange are held only after it", async () => {
  const { mine, asked } = await two(3);
  const ring = await ahead(mine);
  assert.deepEqual([asked().sort(), mine.opened.size], [["GET 0", "GET 1", "GET 2", "GET keyring"], 0]);
  assert.equal(await shareRing(mine, Promise.resolve(ring), QUIET), ring);
  assert.deepEqual([asked(), mine.opened.size], [[], 3 * 64]);
});

test("an exchange that brought something asks again, and fetches no page twice", async () => {
  const { mine, asked, kept } = await two(2);
  const coming = Promise.resolve(await ahead(mine));
  kept.delete(1);
  await shareRing(mine, coming, NEWS);
  assert.deepEqual(asked().sort(), ["GET 0", "GET 1", "GET keyring", "GET keyring"]);
  assert.equal(mine.opened.size, 64);
});

test("when keys left meanwhile nothing counts of what came ahead", async () => {
  const { mine, asked, kept } = await two(1);
  const coming = Promise.resolve(await ahead(mine));
  asked();
  const old = kept.get(0) as Page;
  const elsewhere = await sitDown("token", mine);
  kept.clear();
  holdKeys(newId(), { identity: newKey() });
  await new Keyring(elsewhere).share();
  assert.notDeepEqual(kept.get(0), old);
  asked();
  await shareRing(mine, coming, OVER);
  assert.deepEqual([asked(), mine.opened.size], [["GET keyring", "GET 0"], 1]);
});

test("what came before a lease is kept once there is one", async () => {
  const { mine } = await two(2);
  const coming = Promise.resolve(await ahead(mine));
  assert.deepEqual(await mine.book.getAllKeys("ring"), []);
  await Shelf.load(mine);
  await shareRing(mine, coming, NEWS);
  assert.deepEqual(await mine.book.getAllKeys("ring"), [0, 1]);
});

test("a road that fails beside the exchange stops nothing: what is missing is fetched after it", async () => {
  const { mine, fall } = await two(1);
  fall(true);
  const coming = ringAhead(mine);
  assert.equal(await coming, null);
  fall(false);
  await shareRing(mine, coming, NEWS);
  assert.equal(mine.opened.size, 64);
});
