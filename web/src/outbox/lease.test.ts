import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64 } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import type { spareSecret } from "../formats/spoken.ts";
import type { Session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import { hasJustEnded, leaseHere, takeUp } from "./lease.ts";
import { openWith } from "./spoken.ts";
import { sync } from "./sync.ts";
import { keepActs } from "./write.ts";

pretendPage();
const DAY = 86_400_000;
const [SECRET, CODE] = [platform(32), "0123456789"];
const at = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const spare = (period: number, days: number) => ({ period, slow: "", salt: "", ct: "", until: at(days) });
const find: typeof spareSecret = async ({ period }, code) => {
  if (code !== CODE || period !== 1) throw new Refused("lease.code");
  return SECRET.slice();
};
const refusal = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;

function told(): Known {
  const act = {
    v: 1, id: newId(), device: newId(), seq: 1, kind: "needs.recorded", record: newId(), base: 0, time: at(-2),
    form: "needs@1", hlc: "x", actor: newId(), groups: {}, sealed: [], sig: "",
  } as const;
  return { act, root: newId(), position: 1, version: 1, received: "", state: "applied", code: "" };
}

/** A device with one act of a case on it, and a lease that ends after so many days. */
async function device(days: number): Promise<Session> {
  const mine = await sitDown();
  await lease(mine, 1);
  await (await Shelf.load(mine)).receive([told()]);
  await lease(mine, days);
  return mine;
}

async function lease(mine: Session, days: number): Promise<void> {
  const row = { since: at(-8), until: at(days), secret: b64(SECRET), print: "x", spare: [spare(1, 6), spare(2, 13)], seen: 0, ahead: 0 };
  await mine.book.put("lease", row, "lease");
}

const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });

test("while the lease holds, what lies here opens", async () => {
  const mine = await device(1);
  assert.equal((await Shelf.load(mine)).all().length, 1);
  assert.equal(mine.shut, "");
});

test("once it has ended the secret is gone, kept cases stay shut, and new acts are written all the same", async () => {
  const mine = await device(-1);
  const shelf = await Shelf.load(mine);
  assert.deepEqual(shelf.all(), []);
  assert.equal(mine.shelfKey, undefined);
  assert.ok(mine.shut);
  assert.equal((await mine.book.get("lease", "lease"))?.secret, "");
  assert.equal(await mine.book.count("shelf"), 1);
  shelf.wait(await keepActs(mine, [draft()]));
  assert.equal((await Shelf.load(mine)).all().length, 1);
});

test("what was written before the end and not sent is not shown either", async () => {
  const mine = await device(1);
  await keepActs(mine, [draft()]);
  await lease(mine, 0);
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual((await Shelf.load(mine)).all(), []);
  assert.equal(await mine.book.count("outbox"), 1);
});

test("a clock that goes back opens nothing again", async () => {
  const mine = await device(1);
  assert.equal((await leaseHere(mine, Date.now() + 2 * DAY))?.secret, "");
  await takeUp(mine);
  assert.equal(mine.shelfKey, undefined);
});

test("a lease that ends while the notebook is open is noticed", async () => {
  const mine = await device(1);
  await takeUp(mine);
  assert.equal(await hasJustEnded(mine), false);
  assert.equal(await hasJustEnded(mine, Date.now() + 2 * DAY), true);
});

test("the spoken code opens one more period, and no other code does", async () => {
  const mine = await device(-1);
  await Shelf.load(mine);
  await assert.rejects(openWith(mine, "9999999999", find), refusal("lease.code"));
  await openWith(mine, CODE, find);
  assert.equal((await Shelf.load(mine)).all().length, 1);
  assert.equal((await leaseHere(mine))?.until.slice(0, 10), at(6).slice(0, 10));
});

test("the code of a period that is over opens nothing", async () => {
  const mine = await device(-1);
  await mine.book.put("lease", { since: at(-22), until: at(-15), secret: "", print: "x", spare: [spare(1, -8), spare(2, -1)], seen: 0, ahead: 0 }, "lease");
  await assert.rejects(openWith(mine, CODE, find), refusal("lease.over"));
});

test("a contact with a session brings the lease back, and what was shut", async () => {
  const mine = await device(-1);
  const shelf = await Shelf.load(mine);
  const until = at(7);
  const row = await mine.book.get("lease", "lease");
  assert.ok(row);
  const { sha256, bytesOf } = await import("../formats/canon.ts");
  await mine.book.put("lease", { ...row, print: b64(await sha256(bytesOf(b64(SECRET)))) }, "lease");
  const server = new Server((path) => {
    if (!path.endsWith("/lease")) return undefined;
    return { body: { now: at(0), device: mine.device, since: at(0), until, secret: b64(SECRET), spare: [] } };
  });
  server.more = { lease_until: until };
  await sync(mine, shelf);
  assert.equal(shelf.all().length, 1);
  assert.ok(mine.shelfKey);
});

test("another secret than before drops what it cannot open, and all is asked for again", async () => {
  const mine = await device(1);
  const shelf = await Shelf.load(mine);
  const server = new Server((path) => path.endsWith("/lease")
    ? { body: { now: at(0), device: mine.device, since: at(0), until: at(7), secret: b64(platform(32)), spare: [] } } : undefined);
  server.more = { lease_until: at(7) };
  await sync(mine, shelf);
  assert.equal(await mine.book.count("shelf"), 0);
});

test("a clock that is wrong by days counts from the server's time all the same", async () => {
  const mine = await device(1);
  const shelf = await Shelf.load(mine);
  const server = new Server((path) => path.endsWith("/lease")
    ? { body: { now: at(-30), device: mine.device, since: at(-30), until: at(-23), secret: b64(SECRET), spare: [] } } : undefined);
  server.more = { lease_until: at(-23) };
  await sync(mine, shelf);
  assert.ok((await leaseHere(mine))?.secret, "thirty days ahead, and seven left");
  assert.equal((await leaseHere(mine, Date.now() + 8 * DAY))?.secret, "");
});
