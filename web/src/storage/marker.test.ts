import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { notebook } from "../outbox/store.ts";
import { type Hand, keepActs } from "../outbox/write.ts";
import { type Shelf, forgetMark, leaveMark, lossesName, markOf, wasCleared } from "./marker.ts";

function beside(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const getItem = (name: string) => kept.get(name) ?? null;
  return { kept, getItem, setItem: (name, text) => void kept.set(name, text), removeItem: (name) => void kept.delete(name) };
}
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });
async function hand(worker = newId(), device = newId()): Promise<Hand> {
  return { worker, device, deviceSeed: platform(32), userKey: platform(32), book: await notebook(worker) };
}

test("a notebook that goes on where it was, or that never held anything, was not cleared", () => {
  const mark = { device: "a", seq: 4, waiting: 2 };
  assert.deepEqual([wasCleared(mark, mark), wasCleared(mark, { device: "a", seq: 5 })], [false, false]);
  assert.equal(wasCleared({ device: "a", seq: 0, waiting: 0 }, { device: "b", seq: 0 }), false);
});

test("an emptied notebook, or another device in its place, was cleared", () => {
  const mark = { device: "a", seq: 4, waiting: 2 };
  assert.deepEqual([wasCleared(mark, { device: "a", seq: 0 }), wasCleared(mark, { device: "b", seq: 9 })], [true, true]);
  assert.equal(wasCleared({ ...mark, waiting: 0 }, { device: "b", seq: 0 }), true);
});

test("the mark outlives the notebook, holds numbers only, and goes when the device is to forget", async () => {
  const [mine, place] = [await hand(), beside()];
  await keepActs(mine, [draft(), draft()]);
  await leaveMark(mine, place);
  assert.deepEqual([...place.kept], [[`carnet-${mine.worker}`, JSON.stringify({ device: mine.device, seq: 2, waiting: 2 })]]);
  place.setItem(lossesName(mine.worker), "[]");
  forgetMark(mine.worker, place);
  assert.deepEqual([markOf(mine.worker, place), place.kept.size], [null, 0]);
});

test("a mark that cannot be read says nothing", () => {
  const place = beside();
  for (const text of ["{", "[]", "7", '{"waiting":"x"}', '{"waiting":1}']) {
    place.setItem("carnet-w", text);
    assert.equal(markOf("w", place), null);
  }
});
