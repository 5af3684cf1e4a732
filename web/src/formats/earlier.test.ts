import assert from "node:assert/strict";
import { test } from "node:test";
import { type JsonObject, b64 } from "./canon.ts";
import { carried, keyWith, staying, todays } from "./earlier.ts";
import { keysFrom, keysPlain } from "./keys.ts";
import { known } from "./known.ts";

type Rotated = { [name in "first" | "second" | "third" | "twice" | "story_gone"]: JsonObject } & {
  opens: { compartment: string; id: string; key: string }[];
};
const { keys: told } = known<{ keys: Rotated }>("lease");
const NAMES = ["identity", "contact", "narrative", "sensitive"];
const twice = keysFrom(told.twice);

test("keys replaced twice carry every earlier one, as in Python", () => {
  const once = { ...keysFrom(told.second), ...carried(keysFrom(told.first), NAMES) };
  assert.deepEqual(keysPlain({ ...keysFrom(told.third), ...carried(once, NAMES) }), told.twice);
});

test("each body opens with the key that sealed it, of its compartment only", () => {
  for (const { compartment, id, key } of told.opens) {
    assert.equal(b64(keyWith(twice, compartment, id)?.key ?? new Uint8Array()), key);
    const other = compartment === "contact" ? "identity" : "contact";
    assert.equal(keyWith(twice, other, id), undefined);
  }
  assert.equal(keyWith(twice, "identity", "0190b3b8-4a10-7c50-8000-00000000000f"), undefined);
});

test("today's keys alone seal, and what she takes back goes with its earlier keys", () => {
  assert.deepEqual(keysPlain(todays(twice)), told.third);
  assert.deepEqual(keysPlain(staying(twice, ["identity", "contact"])), told.story_gone);
});
