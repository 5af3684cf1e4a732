import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { pretendPage, sitDown } from "../outbox/known.ts";
import type { Known } from "../shelf/known.ts";
import { read, unread } from "./aside.ts";

pretendPage();
const one = (): Known => ({ act: { id: newId() } }) as Known;

test("what was set aside is said until it was read, and what comes later is said again", async () => {
  const [mine, first, second] = [await sitDown(), one(), one()];
  assert.deepEqual(await unread(mine, [first]), [first]);
  await read(mine, [first]);
  assert.deepEqual(await unread(mine, [first]), []);
  assert.deepEqual(await unread(mine, [first, second]), [second]);
});

test("nothing set aside is nothing to read", async () => {
  assert.deepEqual(await unread(await sitDown(), []), []);
});
