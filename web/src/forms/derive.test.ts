import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Form, type Question, faults } from "./check.ts";
import { RULES, type Tree, derived } from "./derive.ts";

type Case = { readonly name: string; readonly rule: string; readonly given: readonly string[]; readonly gives: string };
type Shared = { readonly tree: Tree; readonly codes: readonly string[]; readonly cases: readonly Case[] };

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as T;
}

const { tree, codes, cases } = read<Shared>("../../../tests/kernel/derive_cases.json");
const forms = read<{ readonly [id: string]: Form }>("../generated/forms.json");
const asked: Question = { name: "x", group: "x", kind: "choice", codes };

for (const { name, rule, given, gives } of cases) {
  test(`coded answers follow as in Python: ${name}`, () => {
    assert.equal(RULES[rule]?.(asked, given, tree), gives);
  });
}

test("a form derives what can be told, and its own checker accepts it", () => {
  const incident = forms["incident@1"];
  assert.ok(incident);
  const known = {
    day: "2026-08-12", "identity.birth_date": "2008-08-13", q_penetration: "no", q_contact: "yes", told_on: "2026-08-16",
  };
  const found = derived(incident, known, "2026-08-16", tree);
  assert.deepEqual(found, {
    gbv_type: "sexual_assault", month: "2026-08", delay_band: "4_5_days", age_band: "12_17",
  });
  const link = "0190f5c0-7b3a-7c1d-8e2f-0123456789ab";
  assert.deepEqual(faults(incident, { case: link, q_penetration: "no", q_contact: "yes", ...found }), {});
});
