import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { marks } from "./guard.ts";

type Case = { readonly name: string; readonly text: string; readonly known: readonly string[]; readonly marks: readonly string[] };

const place = new URL("../../../tests/kernel/guard_cases.json", import.meta.url);
const cases = JSON.parse(readFileSync(place, "utf8")) as readonly Case[];

for (const { name, text, known, marks: expected } of cases) {
  test(`a text is looked at as in Python: ${name}`, () => assert.deepEqual(marks(text, known), expected));
}

test("there are enough shared cases", () => assert.ok(cases.length >= 30));
