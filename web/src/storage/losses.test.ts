import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { notebook, standing } from "../outbox/store.ts";
import { type Hand, keepActs } from "../outbox/write.ts";
import { type Loss, hear, lossesOf, reckon, sayLosses, unread } from "./losses.ts";
import { type Mark, type Shelf, leaveMark, lossesName, markOf } from "./marker.ts";

function beside(): Shelf {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => void kept.set(name, text), removeItem: (name) => void kept.delete(name) };
}
const draft = (mark: object = {}) => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: { mark: { ...mark } } });
async function hand(worker = newId()): Promise<Hand> {
  return { worker, device: newId(), deviceSeed: platform(32), userKey: platform(32), book: await notebook(worker) };
}
/** The way of the product: one act that says the mark, kept like any other. */
const telling = (mine: Hand, said: Mark[] = []) => async ({ device, seq, waiting }: Mark) => {
  said.push({ device, seq, waiting });
  await keepActs(mine, [draft({ device, seq, waiting })]);
  return (await standing(mine.book, mine.device)).seq;
};
/** What the browser leaves of somebody: another device, an empty notebook, the same place beside it. */
async function emptied(written = 3): Promise<{ readonly place: Shelf; readonly mine: Hand; readonly was: Mark }> {
  const [before, place] = [await hand(), beside()];
  await keepActs(before, Array.from({ length: written }, () => draft()));
  await leaveMark(before, place);
  const mine = { ...(await hand()), worker: before.worker };
  return { place, mine, was: { device: before.device, seq: written, waiting: written } };
}

test("what was cleared is told in numbers, once, however many tabs open", async () => {
  const [{ place, mine, was }, said] = [await emptied(), [] as Mark[]];
  await reckon(mine, place, telling(mine, said));
  await reckon(mine, place, telling(mine, said));
  assert.deepEqual(said, [was]);
  assert.deepEqual(lossesOf(mine.worker, place), [{ ...was, by: mine.device, act: 1 }]);
  assert.deepEqual(markOf(mine.worker, place), { device: mine.device, seq: 1, waiting: 1 });
});

test("a notebook that goes on where it was tells nothing", async () => {
  const [mine, place, said] = [await hand(), beside(), [] as Mark[]];
  await keepActs(mine, [draft()]);
  await leaveMark(mine, place);
  await mine.book.put("pen", { ...(await standing(mine.book, mine.device)), calls: 1 }, "pen");
  await reckon(mine, place, telling(mine, said));
  await reckon(await hand(), place, telling(mine, said)); // somebody else, at the same browser
  assert.deepEqual(said, []);
});

test("a cut before it is told, or another clearing, tells it again and keeps every mark", async () => {
  const { place, mine, was } = await emptied();
  await assert.rejects(reckon(mine, place, () => Promise.reject(new Error("cut"))));
  assert.deepEqual(lossesOf(mine.worker, place), [was]);
  await reckon(mine, place, telling(mine));
  await leaveMark(mine, place);
  const [next, said] = [{ ...(await hand()), worker: mine.worker }, [] as Mark[]];
  await reckon(next, place, telling(next, said));
  assert.deepEqual(said, [was, { device: mine.device, seq: 1, waiting: 1 }]);
});

test("the mark stays until the server acknowledged it and she has read it", async () => {
  const { place, mine, was } = await emptied();
  await reckon(mine, place, telling(mine));
  assert.equal((await unread(mine, place, 0, [])).length, 1);
  await hear(mine, place);
  assert.deepEqual([await unread(mine, place, 0, []), lossesOf(mine.worker, place).length], [[], 1]);
  assert.deepEqual([await unread(mine, place, 1, [{ ...was, lost: 3 }]), lossesOf(mine.worker, place)], [[], []]);
});

test("a clearing that cost nothing leaves by itself; one that a restored server makes dear is said", async () => {
  const { place, mine, was } = await emptied();
  const sent: Loss = { ...was, waiting: 0, by: mine.device, act: 1 };
  for (const [lost, stays] of [[0, 0], [2, 1]] as const) {
    place.setItem(lossesName(mine.worker), JSON.stringify([sent]));
    assert.equal((await unread(mine, place, 1, [{ ...was, lost }])).length, stays);
  }
});

test("she reads what her phone knows, then what the server counted", () => {
  const [one, two] = [{ device: "a", seq: 9, waiting: 3 }, { device: "b", seq: 4, waiting: 0 }];
  assert.equal(sayLosses([], []), null);
  assert.equal(sayLosses([two], []), null);
  assert.deepEqual(sayLosses([one, two], []), { code: "cleared", number: 3 });
  assert.deepEqual(sayLosses([one], [{ ...one, lost: 2 }]), { code: "lost", number: 2 });
  assert.deepEqual(sayLosses([one], [{ ...one, lost: 0 }]), { code: "arrived", number: 0 });
  assert.deepEqual(sayLosses([two], [{ ...two, lost: 4 }]), { code: "lost", number: 4 });
});

test("an emptied notebook of the same device waits for the server to say which numbers are free", async () => {
  const [{ place, mine, was }, said] = [await emptied(), [] as Mark[]];
  const same = { ...mine, device: was.device, book: (await hand()).book };
  await reckon(same, place, telling(same, said));
  assert.deepEqual([said, markOf(mine.worker, place)], [[], was]);
  await same.book.put("pen", { ...(await standing(same.book, same.device)), seq: 1, acked: 1, calls: 1 }, "pen");
  await reckon(same, place, telling(same, said));
  assert.deepEqual(said, [was]);
});

test("what cannot be read says nothing", () => {
  const place = beside();
  for (const text of ["{", "{}", "7", "[null]", '[{"seq":"x"}]']) {
    place.setItem(lossesName("w"), text);
    assert.deepEqual(lossesOf("w", place), []);
  }
});
