/** The app ends at any step, or has no room at any put, or stands open twice: nothing is lost or doubled. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64 } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import type { Session } from "../session/session.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import { Fuse, Ledger, fused } from "./known-dark.ts";
import { renew } from "./lease.ts";
import { notebook, standing } from "./store.ts";
import { sync } from "./sync.ts";
import { keepActs, waiting } from "./write.ts";

pretendPage();
const PUTS = ["put", "add"];
const [HERE, THERE] = [newId(), newId()];
const draft = (record = HERE) => ({ kind: "needs.recorded", record, form: "needs@1", actor: newId(), groups: {} });

type Life = { readonly mine: Session; readonly ledger: Ledger; readonly saved: string[] };

/** One day: she writes, sends, a backup is made, the server is restored, a case leaves; each save is noted once it was told. */
async function day({ mine, ledger, saved }: Life, book: Session["book"]): Promise<void> {
  const her = { ...mine, book };
  const shelf = await Shelf.load(her);
  const write = async (record: string, count: number) => {
    const acts = await keepActs(her, Array.from({ length: count }, () => draft(record)));
    saved.push(...acts.map(({ id }) => id));
    shelf.wait(acts);
  };
  await write(HERE, 2);
  await sync(her, shelf);
  await write(THERE, 1);
  ledger.durable = 1;
  await sync(her, shelf);
  if (ledger.epoch === 1) ledger.restore(1);
  await write(HERE, 1);
  await sync(her, shelf);
  ledger.gone.add(THERE);
  await sync(her, shelf);
  ledger.durable = ledger.kept.length;
  await sync(her, shelf);
}

async function morning(): Promise<Life> {
  return { mine: await sitDown(), ledger: new Ledger(), saved: [] };
}

/** Open the notebook again, on a good road, and look whether all is there once. */
async function requireWhole({ mine, ledger, saved }: Life, step: number): Promise<void> {
  const left = await waiting(mine);
  const there = new Set([...ledger.kept, ...left].map(({ id }) => id));
  assert.deepEqual(saved.filter((id) => !there.has(id)), [], `lost at step ${step}`);
  const shelf = await Shelf.load(mine);
  const [last] = await keepActs(mine, [draft()]);
  await sync(mine, shelf);
  const kept = ledger.kept.map(({ id }) => id);
  assert.equal(new Set(kept).size, kept.length, `doubled at step ${step}`);
  assert.deepEqual([...saved, last?.id].filter((id) => !kept.includes(id ?? "")), [], `not sent after step ${step}`);
  assert.deepEqual(ledger.kept.map(({ seq }) => seq), kept.map((_id, place) => place + 1));
  const held = shelf.all().map(({ act, position }) => [act.id, position]);
  assert.deepEqual(held.sort(), ledger.changes().map(({ act, position }) => [act.id, position]).sort(), `diverged at step ${step}`);
  assert.equal((await standing(mine.book, mine.device)).seq, kept.length);
}

/** Live the day with one fault at each step in turn, until a day passes without. */
async function everyStep(fault: (at: number) => { fuse: Fuse; only?: readonly string[]; onRoad?: boolean }): Promise<number> {
  for (let at = 0; ; at += 1) {
    const life = await morning();
    const { fuse, only, onRoad = false } = fault(at);
    if (onRoad) life.ledger.fuse = fuse;
    const went = await day(life, fused(life.mine.book, fuse, only)).then(() => true, () => false);
    life.ledger.fuse = new Fuse(-1);
    assert.equal(went, !fuse.isBurnt, `a fault at step ${at} passed unseen`);
    await requireWhole(life, at);
    life.mine.book.close();
    if (!fuse.isBurnt) return at;
  }
}

test("the app may end at every step to the disk or the road", async () => {
  const steps = await everyStep((at) => ({ fuse: new Fuse(at), onRoad: true }));
  assert.ok(steps > 60, `only ${steps} steps`);
});

test("an answer lies here whole and with its cursor, or nothing of it, wherever the app ends", async () => {
  for (let at = 0, isBurnt = true; isBurnt; at += 1) {
    const [{ mine }, fuse] = [await morning(), new Fuse(at)];
    await keepActs(mine, [draft(), draft(THERE)]);
    await sync({ ...mine, book: fused(mine.book, fuse) }, await Shelf.load(mine)).catch(() => undefined);
    const came = (await Shelf.load(mine)).all().filter(({ position }) => position !== null);
    const { cursor } = await standing(mine.book, mine.device);
    assert.equal(came.length, cursor === null ? 0 : 2, `torn at step ${at}`);
    isBurnt = fuse.isBurnt;
    mine.book.close();
  }
});

test("there may be no room at every put", async () => {
  const full = () => new DOMException("no room", "QuotaExceededError");
  const puts = await everyStep((at) => ({ fuse: new Fuse(at, full, true), only: PUTS }));
  assert.ok(puts > 15, `only ${puts} puts`);
});

test("two tabs that write and send at once lose and double nothing", async () => {
  const { mine, ledger, saved } = await morning();
  const tabs = [mine, { ...mine, book: await notebook(mine.book.name.slice("carnet-".length)) }];
  const shelves = await Promise.all(tabs.map((tab) => Shelf.load(tab)));
  await Promise.all(tabs.flatMap((tab, at) => Array.from({ length: 6 }, async () => {
    saved.push(...(await keepActs(tab, [draft(), draft()])).map(({ id }) => id));
    await sync(tab, shelves[at] as Shelf);
  })));
  assert.equal(saved.length, 24);
  await requireWhole({ mine, ledger, saved }, 0);
});

test("a notebook that starts again under another lease takes no number back", async () => {
  const mine = await sitDown();
  const other = { ...mine, book: await notebook(mine.book.name.slice("carnet-".length)) };
  const told = { now: new Date().toISOString(), device: mine.device, since: "2026-11-01T00:00:00.000Z", until: "2998-01-01T00:00:00.000Z", secret: b64(platform(32)), spare: [] };
  new Server((path) => (path.endsWith("/lease") ? { body: told } : undefined));
  let meanwhile: Promise<unknown> = Promise.resolve();
  const slow = new Proxy(mine.book, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== "get") return typeof value === "function" ? value.bind(target) : value;
      return async (store: "pen", key: string) => {
        const found = await target.get(store, key);
        if (store === "pen") meanwhile = keepActs(other, [draft()]); // in the other tab
        for (let turn = 0; turn < 50; turn += 1) await new Promise((next) => setImmediate(next));
        return found;
      };
    },
  });
  await renew({ ...mine, book: slow }, told.until);
  await meanwhile;
  assert.deepEqual((await keepActs(mine, [draft()])).map(({ seq }) => seq), [2]);
});
