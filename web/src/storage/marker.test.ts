import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { notebook } from "../outbox/store.ts";
import { type Hand, keepActs } from "../outbox/write.ts";
import { type Shelf, cleared, clearedHere, forgetMark, leaveMark, markOf } from "./marker.ts";

function beside(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const getItem = (name: string) => kept.get(name) ?? null;
  return { kept, getItem, setItem: (name, text) => void kept.set(name, text), removeItem: (name) => void kept.delete(name) };
}
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });
async function hand(worker = newId(), device = newId()): Promise<Hand> {
  return { worker, device, deviceSeed: platform(32), userKey: platform(32), book: await notebook(worker) };
}

test("a notebook that goes on where it was has lost nothing", () => {
  const mark = { device: "a", seq: 4, waiting: 2 };
  assert.deepEqual([cleared(null, mark), cleared(mark, mark), cleared(mark, { device: "a", seq: 5 })], [0, 0, 0]);
});

test("an emptied notebook, or another device in its place, has lost what waited", () => {
  const mark = { device: "a", seq: 4, waiting: 2 };
  assert.equal(cleared(mark, { device: "a", seq: 0 }), 2);
  assert.equal(cleared(mark, { device: "b", seq: 9 }), 2);
  assert.equal(cleared({ ...mark, waiting: 0 }, { device: "b", seq: 0 }), 0);
});

test("the mark outlives the notebook, holds numbers only, and goes when the device is to forget", async () => {
  const [mine, place] = [await hand(), beside()];
  await keepActs(mine, [draft(), draft()]);
  await leaveMark(mine, place);
  assert.equal(await clearedHere(mine, place), 0);
  const anew = await hand(newId(), newId());
  assert.equal(await clearedHere({ ...anew, worker: mine.worker }, place), 2);
  assert.deepEqual([...place.kept], [[`carnet-${mine.worker}`, JSON.stringify({ device: mine.device, seq: 2, waiting: 2 })]]);
  forgetMark(mine.worker, place);
  assert.equal(markOf(mine.worker, place), null);
});

test("a mark that cannot be read says nothing", () => {
  const place = beside();
  for (const text of ["{", "[]", "7", '{"waiting":"x"}']) {
    place.setItem("carnet-w", text);
    assert.equal(markOf("w", place), null);
  }
});
