import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDB } from "idb";
import { newId } from "../formats/ids.ts";
import { notebook } from "./store.ts";

test("what was received before it had a version comes again, and what was written stays", async () => {
  const worker = newId();
  const before = await openDB(`carnet-${worker}`, 3, {
    upgrade(db) {
      for (const name of ["lines", "ring", "post", "lease", "pen", "drafts"]) db.createObjectStore(name);
      db.createObjectStore("outbox", { keyPath: "seq" });
      db.createObjectStore("shelf", { keyPath: "id" });
    },
  });
  await before.put("pen", { seq: 7, acked: 5, cursor: "cursor", scope: "scope" }, "pen");
  await before.put("outbox", { seq: 7, id: "act", box: "box" });
  await before.put("shelf", { id: "known", box: "box" });
  await before.put("lines", "box", 0);
  await before.put("drafts", "box", "place");
  before.close();
  const book = await notebook(worker);
  assert.deepEqual(await book.get("pen", "pen"), { seq: 7, acked: 5, cursor: null, scope: null });
  const left = ["outbox", "drafts", "shelf", "lines"] as const;
  assert.deepEqual(await Promise.all(left.map((name) => book.count(name))), [1, 1, 0, 0]);
  book.close();
});
