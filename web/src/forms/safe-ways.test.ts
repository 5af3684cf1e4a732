import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import type { Given } from "./check.ts";
import { safeWays } from "./safe-ways.ts";

type Case = { readonly name: string; readonly contact: Given; readonly weekday?: string; readonly ways: readonly string[] };

for (const { name, contact, weekday, ways } of known<{ cases: readonly Case[] }>("safe_ways").cases) {
  test(`only the ways that she allowed are safe: ${name}`, () => assert.deepEqual(safeWays(contact, weekday), ways));
}
