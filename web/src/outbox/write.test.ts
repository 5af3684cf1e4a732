import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSigned } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { signPublic } from "../formats/signature.ts";
import { notebook, standing } from "./store.ts";
import { type Hand, keepActs, waiting, waitingHere } from "./write.ts";

async function hand(worker = newId()): Promise<Hand> {
  const seeds = { deviceSeed: platform(32), userKey: platform(32) };
  return { worker, device: newId(), ...seeds, book: await notebook(worker) };
}

const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });

test("acts are numbered without a hole and signed by the device", async () => {
  const mine = await hand();
  const first = await keepActs(mine, [draft(), draft()]);
  const second = await keepActs(mine, [draft()]);
  assert.deepEqual([...first, ...second].map((act) => act.seq), [1, 2, 3]);
  for (const act of first) assert.ok(await isSigned(act, signPublic(mine.deviceSeed)));
});

test("two tabs never take the same number", async () => {
  const one = await hand();
  const other = { ...one, book: await notebook(one.worker) };
  const kept = await Promise.all(Array.from({ length: 8 }, (_, at) => keepActs(at % 2 ? one : other, [draft()])));
  const numbers = kept.flat().map((act) => act.seq).sort((a, b) => a - b);
  assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
});

test("an act for which another tab took the number meanwhile is numbered and signed anew", async () => {
  const one = await hand();
  const other = { ...one, book: await notebook(one.worker) };
  await keepActs(one, [draft()]);
  await keepActs(other, [draft()]);
  const [act] = await keepActs(one, [draft()]);
  assert.equal(act?.seq, 3);
  assert.ok(act && (await isSigned(act, signPublic(one.deviceSeed))));
  const [first, second, third] = (await waiting(other)).map(({ hlc }) => hlc);
  assert.ok((first ?? "") < (second ?? "") && (second ?? "") < (third ?? ""), "its stamp rises too");
  assert.deepEqual((await waiting(other)).at(-1), act);
});

test("what the server said meanwhile stays with the pen", async () => {
  const mine = await hand();
  await keepActs(mine, [draft()]);
  await mine.book.put("pen", { ...(await standing(mine.book, mine.device)), acked: 1, cursor: "place" }, "pen");
  await keepActs(mine, [draft()]);
  const { seq, acked, cursor } = await standing(mine.book, mine.device);
  assert.deepEqual([seq, acked, cursor, waitingHere(mine)], [2, 1, "place", 1]);
});

test("an app that is too old keeps nothing, and takes no number", async () => {
  const mine = await hand();
  const pen = await standing(mine.book, mine.device);
  await mine.book.put("pen", { ...pen, capture: "99" }, "pen");
  await assert.rejects(keepActs(mine, [draft()]), (error) => error instanceof Refused && error.code === "app.outdated");
  assert.deepEqual([await waiting(mine), (await standing(mine.book, mine.device)).seq], [[], 0]);
});

test("what lies on the device cannot be read without the user key", async () => {
  const mine = await hand();
  await keepActs(mine, [{ ...draft(), groups: { priorities: { needs: ["secret-word"] } } }]);
  const rows = await mine.book.getAll("outbox");
  const raw = rows.map((row) => new TextDecoder("latin1").decode(row.box.ct)).join();
  assert.equal(raw.includes("secret-word"), false);
  await assert.rejects(waiting({ ...mine, userKey: platform(32) }));
});

test("what waits comes back whole after the notebook was closed", async () => {
  const mine = await hand();
  const [act] = await keepActs(mine, [draft()]);
  mine.book.close();
  const again = { ...mine, book: await notebook(mine.worker) };
  assert.deepEqual(await waiting(again), [act]);
  assert.equal((await standing(again.book, mine.device)).seq, 1);
});

test("an act that cannot be sealed leaves no hole in the numbers", async () => {
  const mine = await hand();
  const broken = { ...mine, deviceSeed: platform(5) };
  await assert.rejects(keepActs(broken, [draft()]));
  assert.equal((await keepActs(mine, [draft()]))[0]?.seq, 1);
});
