import assert from "node:assert/strict";
import { test } from "node:test";
import { askToKeep, isPromised } from "./persist.ts";

const browser = (persisted: boolean, gives: boolean) => {
  const asked = { times: 0 };
  const persist = async () => {
    asked.times += 1;
    return gives;
  };
  return { asked, storage: { persisted: async () => persisted, persist } as unknown as StorageManager };
};

test("the browser is asked once it has not promised, and not again after", async () => {
  const [before, after] = [browser(false, true), browser(true, true)];
  assert.deepEqual([await askToKeep(before.storage), before.asked.times], [true, 1]);
  assert.deepEqual([await askToKeep(after.storage), after.asked.times], [true, 0]);
});

test("a browser that promises nothing, or knows no such thing, is no fault", async () => {
  assert.deepEqual([await askToKeep(browser(false, false).storage), await isPromised(browser(false, false).storage)], [false, false]);
  assert.deepEqual([await askToKeep(undefined), await isPromised(undefined), await askToKeep({} as StorageManager)], [false, false, false]);
});
