import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetOthers, nameShelf } from "./store.ts";

test("a keeper forgets the shelves of others before it, and no recording", async () => {
  const names = new Set(["carnet", "carnet-old", "carnet-new", "voix"]);
  Object.assign(globalThis, { caches: { keys: async () => [...names], delete: async (name: string) => names.delete(name) } });
  nameShelf("new");
  await forgetOthers();
  assert.deepEqual([...names], ["carnet-new", "voix"]);
});
