import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { pretendPage, sitDown } from "../outbox/known.ts";
import { mark, toldBy } from "./hushed.ts";

pretendPage();
const DAY = 24 * 3_600_000;

test("a mark stands until it is taken back", async () => {
  const mine = await sitDown();
  const [one, other] = [newId(), newId()];
  await mark(mine, one, true);
  await mark(mine, other, true);
  assert.deepEqual(await toldBy(mine), new Set([one, other]));
  await mark(mine, one, false);
  assert.deepEqual(await toldBy(mine), new Set([other]));
});

test("marks do not pile up for ever", async () => {
  const mine = await sitDown();
  const [one, other] = [newId(), newId()];
  await mark(mine, one, true, 0);
  await mark(mine, other, true, 130 * DAY);
  assert.deepEqual(await toldBy(mine), new Set([other]));
});
