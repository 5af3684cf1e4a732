import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "../formats/canon.ts";
import { known } from "../formats/known.ts";
import { safeWays } from "../forms/safe-ways.ts";
import { mostProtective } from "./protecting.ts";

type Case = { readonly name: string; readonly contacts: readonly JsonObject[]; readonly in_force: JsonObject; readonly ways: readonly string[] };
const { cases } = known<{ cases: readonly Case[] }>("contacts");

for (const { name, contacts, in_force: force, ways } of cases) {
  test(`the most protective is in force: ${name}`, () => {
    assert.deepEqual(mostProtective(contacts), force);
    assert.deepEqual(safeWays(mostProtective(contacts)), ways);
  });
}
