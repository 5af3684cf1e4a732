import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { type Page, openPage, sealPage } from "../formats/keyring.ts";
import { newKey } from "../formats/keys.ts";
import { type Answer, Server, pretendPage, sitDown } from "../outbox/known.ts";
import { begin } from "../session/session.ts";
import { Keyring } from "./keyring.ts";
import { holdKeys, keysOf } from "./keys.ts";
import { Shelf } from "./shelf.ts";

pretendPage();
const keys = () => ({ identity: newKey(), contact: newKey() });

/** Keep pages as the server does: each version once, one above the last. */
function pages(kept: Map<number, Page>): Answer {
  return (path, method, body) => {
    const number = Number(path.split("/").at(-1));
    if (path.endsWith("/keyring")) return { body: { pages: [...kept].map(([page, { version }]) => ({ page, version })) } };
    if (method === "GET") return { body: kept.get(number) };
    const next = body as Page;
    if (next.version !== (kept.get(number)?.version ?? 0) + 1) return { status: 409, body: { code: "keyring.stale" } };
    kept.set(number, next);
    return { body: { version: next.version } };
  };
}

test("a second device opens by the keyring what the first one opened", async () => {
  const kept = new Map<number, Page>();
  new Server(pages(kept));
  const first = await sitDown();
  const [object, born] = [newId(), keys()];
  holdKeys(object, born);
  await new Keyring(first).share();
  const second = await sitDown("token", first);
  const ring = new Keyring(second);
  await ring.share();
  assert.deepEqual(await keysOf(await Shelf.load(second), object), born);
  assert.equal(kept.get(0)?.version, 1, "nothing new, nothing written");
});

test("when another device was faster its page is fetched and merged", async () => {
  const kept = new Map<number, Page>();
  new Server(pages(kept));
  const first = await sitDown();
  const slow = new Keyring(first);
  await slow.share();
  const second = await sitDown("token", first);
  const [theirs, ours] = [newId(), newId()];
  holdKeys(theirs, keys());
  await new Keyring(second).share();
  begin(first);
  holdKeys(ours, keys());
  await slow.share();
  const page = kept.get(0) as Page;
  const ring = await openPage(page, { worker: first.worker, page: 0, version: 2 }, first.userKey);
  assert.deepEqual(Object.keys(ring).sort(), [theirs, ours].sort());
  assert.ok(first.opened.has(theirs));
});

test("a page holds sixty-four objects; the next ones go on another", async () => {
  const kept = new Map<number, Page>();
  new Server(pages(kept));
  const mine = await sitDown();
  for (let at = 0; at < 70; at += 1) holdKeys(newId(), { identity: newKey() });
  await new Keyring(mine).share();
  const counts = [0, 1].map(async (page) =>
    Object.keys(await openPage(kept.get(page) as Page, { worker: mine.worker, page, version: 1 }, mine.userKey)).length);
  assert.deepEqual(await Promise.all(counts), [64, 6]);
});

test("a broken line goes on at the page where it broke, and the next unlocking fetches none again", async () => {
  const kept = new Map<number, Page>();
  const asked: string[] = [];
  let isBroken = false;
  const serve = pages(kept);
  new Server((path, method, body) => {
    asked.push(`${method} ${path.split("/").at(-1)}`);
    if (isBroken && path.endsWith("/4")) throw new TypeError("cut off");
    return serve(path, method, body);
  });
  const first = await sitDown();
  for (let at = 0; at < 6 * 64; at += 1) holdKeys(newId(), { identity: newKey() });
  await new Keyring(first).share();
  const second = await sitDown("token", first);
  await Shelf.load(second);
  const gets = () => asked.splice(0).filter((one) => one.startsWith("GET") && !one.endsWith("keyring"));
  gets();
  isBroken = true;
  await assert.rejects(new Keyring(second).share());
  assert.deepEqual(gets().sort(), ["GET 0", "GET 1", "GET 2", "GET 3", "GET 4", "GET 5"]);
  isBroken = false;
  await new Keyring(second).share();
  assert.deepEqual(gets(), ["GET 4"]);
  second.opened.clear();
  await new Keyring(second).share();
  assert.deepEqual([gets(), second.opened.size], [[], 6 * 64]);
});

test("a page that was shredded goes from here too; nothing lies here while the lease is over", async () => {
  const kept = new Map<number, Page>();
  new Server(pages(kept));
  const mine = await sitDown();
  await Shelf.load(mine);
  holdKeys(newId(), keys());
  await new Keyring(mine).share();
  assert.deepEqual(await mine.book.getAllKeys("ring"), [0]);
  const lying = JSON.stringify((await mine.book.getAll("ring")).map(({ ct }) => [...ct]));
  assert.ok(!lying.includes(mine.worker));
  kept.clear();
  mine.opened.clear();
  await new Keyring(mine).share();
  assert.deepEqual(await mine.book.getAllKeys("ring"), []);
  delete mine.shelfKey;
  holdKeys(newId(), keys());
  await new Keyring(mine).share();
  assert.deepEqual([kept.size, await mine.book.getAllKeys("ring")], [1, []]);
});

test("a page that does not open is left as it is and gives nothing", async () => {
  const kept = new Map<number, Page>();
  new Server(pages(kept));
  const mine = await sitDown();
  const forged = await sealPage({ [newId()]: keys() }, { worker: mine.worker, page: 0, version: 1 }, new Uint8Array(32));
  kept.set(0, forged);
  holdKeys(newId(), keys());
  await new Keyring(mine).share();
  assert.equal(kept.get(0), forged);
  assert.equal(kept.get(1)?.version, 1);
  assert.equal(mine.opened.size, 1);
});
