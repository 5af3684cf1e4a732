import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= class {} as typeof HTMLElement;
const { stepped } = await import("./list-keys.ts");

test("the first step enters the list from its nearer end", () => {
  assert.equal(stepped(-1, 1, 3), 0);
  assert.equal(stepped(-1, -1, 3), 2);
});

test("a step stays within the list", () => {
  assert.equal(stepped(0, 1, 3), 1);
  assert.equal(stepped(2, 1, 3), 2);
  assert.equal(stepped(0, -1, 3), 0);
});
