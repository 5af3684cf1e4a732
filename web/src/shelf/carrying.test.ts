import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newCode, newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import type { Session } from "../session/session.ts";
import { bring, carriedHere, choose, own, remember, tidy } from "./carrying.ts";
import type { Known } from "./known.ts";
import { Shelf } from "./shelf.ts";

pretendPage();
const NOW = Date.parse("2026-11-22T12:00:00Z");
const DAY = 24 * 3_600_000;
const WRITTEN = "2026-10-01T09:00:00.000Z";
let place = 0;

function act(mine: Session, kind: string, record: string, groups: object, root: string): Known {
  place += 1;
  const wire = { v: 1, id: newId(), device: newId(), seq: place, actor: mine.worker, kind, record, form: "", base: 0, groups, sealed: [], time: WRITTEN };
  return { act: wire as unknown as Known["act"], root, position: place, version: place, received: WRITTEN, state: "applied", code: "" };
}

/** Sit down with some cases of a long time ago, and a server that has them all. */
async function seated(count: number) {
  const mine = await sitDown();
  const all = new Map<string, Known[]>();
  for (let at = 0; at < count; at += 1) {
    const [root, here] = [newId(), newId()];
    const yes = act(mine, "consent.given", root, { code: { code: newCode() }, services: { services: "yes" } }, root);
    all.set(root, [yes, act(mine, "case.opened", here, { opening: { survivor: root } }, root)]);
  }
  new Server((path) => {
    const [, root = ""] = /^\/field\/v1\/roots\/([^?]+)/.exec(path) ?? [];
    const after = Number(/&after=(\d+)/.exec(path)?.[1] ?? -1);
    const [next, ...more] = (all.get(root) ?? []).filter(({ position }) => Number(position) > after);
    const changes = next ? [next].map(({ received, ...one }) => ({ ...one, received_at: received })) : [];
    return { body: { changes, more: more.length > 0 } }; // a page of one change: a long case comes in several
  });
  const shelf = await Shelf.load(mine);
  await shelf.receive([...all.values()].flat());
  return { mine, shelf, roots: [...all.keys()], all };
}

test("a phone keeps twenty-five cases and lists the others; nothing leaves when nothing is too much", async () => {
  const { mine, shelf } = await seated(30);
  assert.equal(await tidy(mine, shelf, NOW), true);
  assert.deepEqual([own(mine, shelf).length, shelf.listed().length], [25, 5]);
  assert.equal(await tidy(mine, shelf, NOW), false);
});

test("cases in danger stay, however many there are", async () => {
  const { mine, shelf } = await seated(30);
  const danger = own(mine, shelf).map(({ id, survivor }) => act(mine, "safety.recorded", id, { danger: { in_danger: "yes" } }, survivor));
  await shelf.receive(danger);
  assert.equal(own(mine, shelf).filter((here) => here.danger === "yes").length, 30);
  await tidy(mine, shelf, NOW + 20 * DAY);
  assert.equal(own(mine, shelf).length, 30);
});

test("after fourteen days without a look a case leaves, and comes back whole when it is asked for", async () => {
  const { mine, shelf, roots } = await seated(2);
  await tidy(mine, shelf, NOW);
  await tidy(mine, shelf, NOW + 14 * DAY);
  assert.deepEqual([own(mine, shelf).length, shelf.listed().length], [0, 2]);
  await bring(mine, shelf, String(roots[0]));
  assert.deepEqual(own(mine, shelf).map(({ survivor }) => survivor), [roots[0]]);
});

test("what happens in a case that is only listed brings it back by itself", async () => {
  const { mine, shelf, roots, all } = await seated(1);
  const root = String(roots[0]);
  await choose(mine, shelf, root, false);
  const news = act(mine, "consent.given", root, { services: { services: "yes" } }, root);
  all.get(root)?.push(news);
  await shelf.receive([news]);
  assert.equal(own(mine, shelf).length, 0);
  assert.equal(await tidy(mine, shelf, NOW), true);
  assert.deepEqual([own(mine, shelf).length, shelf.all().length, shelf.listed().length], [1, 3, 0]);
});

test("without a session nothing is fetched, and what is here stays", async () => {
  const { mine, shelf, roots } = await seated(2);
  await choose(mine, shelf, String(roots[0]), false);
  mine.token = "";
  assert.equal(await tidy(mine, shelf, NOW), false);
  assert.deepEqual([own(mine, shelf).length, shelf.listed().length], [1, 1]);
});

test("what she takes along stays two weeks, and is remembered", async () => {
  const { mine, shelf, roots } = await seated(2);
  const root = String(roots[0]);
  await choose(mine, shelf, root, false);
  await choose(mine, shelf, root, true);
  assert.equal(own(mine, shelf).length, 2);
  const { taken, used } = await carriedHere(mine);
  assert.deepEqual([Object.keys(taken), root in used], [[root], true]);
});

test("a device that stays at a site keeps them all", async () => {
  const { mine, shelf } = await seated(30);
  await remember(mine, () => ({ used: {}, taken: {}, site: true }));
  await tidy(mine, shelf, NOW);
  assert.equal(own(mine, shelf).length, 30);
});

test("a case with something that was not sent does not leave", async () => {
  const { mine, shelf, roots } = await seated(1);
  const root = String(roots[0]);
  const [here] = own(mine, shelf);
  const { act: unsent } = act(mine, "needs.recorded", String(here?.id), { priorities: { needs: ["health"] } }, "");
  shelf.wait([unsent]);
  await assert.rejects(choose(mine, shelf, root, false), (error) => error instanceof Refused && error.code === "carry.waiting");
  await tidy(mine, shelf, NOW + 60 * DAY);
  assert.equal(own(mine, shelf).length, 1);
});

test("what comes while a case is fetched brings it back with what came", async () => {
  const { mine, shelf, roots, all } = await seated(1);
  const root = String(roots[0]);
  await choose(mine, shelf, root, false);
  const [news, before] = [act(mine, "consent.given", root, { services: { services: "yes" } }, root), [...(all.get(root) ?? [])]];
  let asked = 0;
  new Server(async () => {
    asked += 1;
    if (asked === 1) await shelf.receive([news]);
    return { body: { changes: (asked === 1 ? before : [...before, news]).map(({ received, ...one }) => ({ ...one, received_at: received })) } };
  });
  await bring(mine, shelf, root);
  assert.deepEqual([asked, shelf.listed(), shelf.all().length], [2, [], 3]);
});

test("two tabs remember each what it took along", async () => {
  const { mine } = await seated(0);
  const take = (root: string) => remember(mine, (before) => ({ ...before, taken: { ...before.taken, [root]: 1 } }));
  await Promise.all([take("a"), take("b")]);
  assert.deepEqual(Object.keys((await carriedHere(mine)).taken).sort(), ["a", "b"]);
});
