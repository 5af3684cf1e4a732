import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Faults, type Form, type Given, faults, holds, isShown } from "./check.ts";

type Case = { readonly name: string; readonly given: Given; readonly known?: Given; readonly faults: Faults };

const place = new URL("../../../tests/kernel/form_cases.json", import.meta.url);
const { form, cases } = JSON.parse(readFileSync(place, "utf8")) as { form: Form; cases: readonly Case[] };

for (const { name, given, known, faults: expected } of cases) {
  test(`answers are checked as in Python: ${name}`, () => {
    assert.deepEqual(faults(form, given, known), expected);
  });
}

test("there are enough shared cases", () => assert.ok(cases.length >= 60));

test("a question is shown when its condition holds", () => {
  const refuge = form.questions.find(({ name }) => name === "refuge");
  assert.ok(refuge);
  assert.equal(isShown(refuge, { danger: "yes" }), true);
  assert.equal(isShown(refuge, {}), false);
  assert.equal(holds({ or: [] }, {}), false);
});
