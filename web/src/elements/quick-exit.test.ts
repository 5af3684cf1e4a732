import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= class {} as typeof HTMLElement;
const { isComingBack } = await import("./quick-exit.ts");

test("only who had left, and pressed back, is sent on", () => {
  assert.equal(isComingBack("back_forward", "1"), true);
  assert.equal(isComingBack("back_forward", null), false);
  assert.equal(isComingBack("navigate", "1"), false);
  assert.equal(isComingBack("reload", "1"), false);
});
