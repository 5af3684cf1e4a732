import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import type { Given } from "./check.ts";
import { contexts } from "./contexts.ts";

type Case = { readonly name: string; readonly type: string; readonly given: Given; readonly contexts: readonly string[] };

for (const { name, type, given, contexts: expected } of known<{ cases: readonly Case[] }>("contexts").cases) {
  test(`contexts follow as in Python: ${name}`, () => assert.deepEqual(contexts(given, type), expected));
}
