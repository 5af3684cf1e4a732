import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { type Book, notebook } from "./store.ts";
import { requireRoom } from "./trial.ts";

test("the trial leaves nothing behind", async () => {
  const book = await notebook(newId());
  await requireRoom({ book });
  assert.deepEqual(await book.getAllKeys("drafts"), []);
});

test("a full device refuses before anything is told", async () => {
  const refuse = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
  const full = { transaction: () => ({ store: { put: refuse }, done: Promise.resolve() }) } as unknown as Book;
  await assert.rejects(requireRoom({ book: full }), (error) => error instanceof Refused && error.code === "device.full");
});
