import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import type { Known } from "./known.ts";
import { type Sheet, givenTo, stepOf } from "./resealing.ts";

type Case = { readonly name: string; readonly sheet: Sheet; readonly step: string; readonly to: readonly string[] };

for (const { name, sheet, step, to } of known<{ cases: readonly Case[] }>("resealing").cases) {
  test(`a sheet leaves as it was heard or not at all: ${name}`, () => assert.deepEqual(stepOf(sheet), { step, to }));
}

test("who was given the key is told by the acts, for an own act comes back without the grants of others", () => {
  const said = (state: string, group: string, sealed_to: readonly string[]) => ({ state, act: { groups: { [group]: { sealed_to } }, sealed: [] } }) as unknown as Known;
  const about = [said("applied", "line", ["oumou"]), said("waiting", "sheet", ["nene"]), said("quarantined", "sheet", ["awa"])];
  assert.deepEqual(givenTo(about), ["oumou", "nene"]);
});
