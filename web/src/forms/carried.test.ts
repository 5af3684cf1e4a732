import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { carried } from "./carried.ts";
import { type Form, faults } from "./check.ts";

const forms = JSON.parse(readFileSync(new URL("../generated/forms.json", import.meta.url), "utf8")) as { readonly [id: string]: Form };
const incident = forms["incident@1"] as Form;
const of_her = { sex: "female", displacement: "idp", origin: "ml", civil_status: "", best_language: "bm", age_band: "18_25" };

test("what she said of herself is not asked a second time", () => {
  assert.deepEqual(carried(incident, of_her), { sex: "female", displacement: "idp", origin: "ml" });
  assert.deepEqual(carried(incident, {}), {});
});

test("today's age is never taken for the age at the time", () => {
  assert.equal(carried(incident, of_her)["age_band"], undefined);
});

test("a question of children only waits for the age at the time", () => {
  assert.deepEqual(carried(incident, { unaccompanied: "separated_child" }), {});
});

test("what is taken over is right beside the rest", () => {
  const link = "0190f5c0-7b3a-7c1d-8e2f-0123456789ab";
  assert.deepEqual(faults(incident, { case: link, ...carried(incident, of_her) }), {});
});
