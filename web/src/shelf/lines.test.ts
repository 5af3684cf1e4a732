import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateHash } from "../formats/exchange.ts";
import { newCode, newId } from "../formats/ids.ts";
import { pretendPage, sitDown } from "../outbox/known.ts";
import type { Session } from "../session/session.ts";
import { layDown } from "./disk.ts";
import type { Known } from "./known.ts";
import { type Line, found, linesOf, packed } from "./lines.ts";
import type { Arrived } from "./page.ts";
import { Shelf } from "./shelf.ts";

pretendPage();
let place = 0;

/** What a server sends of one case: her yes, the opening, a need. */
function caseOf(worker: string, code = newCode()): { root: string; code: string; changes: Known[] } {
  const [root, here] = [newId(), newId()];
  const of = (kind: string, record: string, groups: object): Known => {
    place += 1;
    const act = { v: 1, id: newId(), device: newId(), seq: place, actor: worker, kind, record, form: "", base: 0, groups, sealed: [], time: "2026-11-02T09:00:00.000Z" };
    return { act: act as unknown as Known["act"], root, position: place, version: place, received: act.time, state: "applied", code: "" };
  };
  const yes = of("consent.given", root, { code: { code }, services: { services: "yes" } });
  return { root, code, changes: [yes, of("case.opened", here, { opening: { survivor: root } }), of("needs.recorded", here, { priorities: { needs: ["health"] } })] };
}

async function put(shelf: Shelf, root: string): Promise<void> {
  await shelf.list([root]);
}

test("of a case that is put away one line stays, also when the notebook is opened again", async () => {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  const [one, other] = [caseOf(mine.worker), caseOf(mine.worker)];
  await shelf.receive([...one.changes, ...other.changes]);
  await put(shelf, one.root);
  for (const now of [shelf, await Shelf.load(mine)]) {
    assert.deepEqual([...now.state().cases.values()].map(({ code }) => code), [other.code]);
    assert.deepEqual(now.listed().map(({ code, needs }) => [code, needs]), [[one.code, ["health"]]]);
    assert.equal(now.all().filter(({ root }) => root === one.root).length, 0);
  }
});

test("the server finds on the device what it expects there, put away or not", async () => {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  const { root, changes } = caseOf(mine.worker);
  await shelf.receive(changes);
  const before = await stateHash(shelf.versions());
  await put(shelf, root);
  assert.equal(await stateHash(shelf.versions()), before);
});

test("news of a case that is only listed is noted, and it comes back whole", async () => {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  const { root, code, changes } = caseOf(mine.worker);
  const [last] = changes.slice(-1) as [Known];
  const news = { ...last, act: { ...last.act, id: newId() }, position: 9_000, version: 9_000 };
  await shelf.receive(changes);
  await put(shelf, root);
  await shelf.receive([news]);
  assert.deepEqual([shelf.all().length, shelf.listed()[0]?.news, shelf.versions().get(news.act.record)], [0, true, 9_000]);
  await shelf.carry(root, [...changes, news]);
  assert.deepEqual([shelf.listed(), [...shelf.state().cases.values()].map((one) => one.code)], [[], [code]]);
  assert.deepEqual((await Shelf.load(mine)).listed(), []);
});

async function arrive(mine: Session, shelf: Shelf, arrived: Arrived): Promise<void> {
  const page = await shelf.page(arrived);
  await layDown(mine, page);
  shelf.turn(page);
}

test("what leaves its worker leaves the list, and all is forgotten when all comes again", async () => {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  const [one, other] = [caseOf(mine.worker), caseOf(mine.worker)];
  await shelf.receive([...one.changes, ...other.changes]);
  for (const { root } of [one, other]) await put(shelf, root);
  await arrive(mine, shelf, { removals: [one.root] });
  assert.deepEqual((await Shelf.load(mine)).listed().map(({ root }) => root), [other.root]);
  await arrive(mine, shelf, { anew: true });
  assert.deepEqual((await Shelf.load(mine)).listed(), []);
});

test("two tabs list and fetch cases, and neither erases what the other did", async () => {
  const mine = await sitDown();
  const one = await Shelf.load(mine);
  const all = [caseOf(mine.worker), caseOf(mine.worker), caseOf(mine.worker)] as const;
  await one.receive(all.flatMap(({ changes }) => changes));
  const other = await Shelf.load(mine);
  await Promise.all([put(one, all[0].root), put(other, all[1].root)]);
  const listed = async (shelf: Shelf) => shelf.listed().map(({ root }) => root).sort();
  const both = [all[0].root, all[1].root].sort();
  assert.deepEqual(await listed(await Shelf.load(mine)), both);
  await other.carry(all[0].root, all[0].changes);
  await one.receive([]);
  assert.deepEqual([await listed(one), await listed(other), await listed(await Shelf.load(mine))], Array(3).fill([all[1].root]));
  const roots = (shelf: Shelf) => new Set(shelf.all().map(({ root }) => root));
  const here = new Set([all[0].root, all[2].root]);
  for (const shelf of [one, other, await Shelf.load(mine)]) assert.deepEqual(new Set([...roots(shelf)].sort()), new Set([...here].sort()));
});

test("what comes in a case while it is fetched is not lost: it stays listed, and is asked for again", async () => {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  const { root, changes } = caseOf(mine.worker);
  const [last] = changes.slice(-1) as [Known];
  const news = { ...last, act: { ...last.act, id: newId() }, position: 9_000, version: 9_000 };
  await shelf.receive(changes);
  await put(shelf, root);
  const late = shelf.receive([news]);
  assert.deepEqual(await Promise.all([late, shelf.carry(root, changes)]), [undefined, false]);
  assert.equal(shelf.listed()[0]?.news, true);
  assert.equal(await shelf.carry(root, [...changes, news]), true);
  assert.equal(shelf.versions().get(news.act.record), 9_000);
});

test("two thousand lines lie in twenty boxes, and a code is found in them however it is typed", async () => {
  const mine = await sitDown();
  await Shelf.load(mine);
  const line = (): Line => ({ root: newId(), code: newCode(), opened: "", needs: ["health"], next: "", news: false, versions: [[newId(), 1]] });
  const lines = new Map(Array.from({ length: 2_000 }, line).map((one) => [one.root, one]));
  const boxes = await packed(lines, mine);
  assert.equal(boxes.length, 20);
  const change = mine.book.transaction("lines", "readwrite");
  for (const [at, box] of boxes.entries()) void change.store.put(box, at);
  await change.done;
  const open = await linesOf(mine);
  assert.equal(open.size, 2_000);
  const wanted = [...open.values()][1_234] as Line;
  assert.ok(found(open.values(), wanted.code.toLowerCase()).includes(wanted));
});
