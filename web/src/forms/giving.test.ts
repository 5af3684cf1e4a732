import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import { Refused } from "../formats/refusal.ts";
import type { Given } from "./check.ts";
import { mayConsent, requireGiver } from "./giving.ts";

type Case = { readonly name: string; readonly given: Given; readonly may: boolean };

for (const { name, given, may } of known<{ cases: readonly Case[] }>("consenting").cases) {
  test(`who may say yes is as in Python: ${name}`, () => {
    assert.equal(mayConsent(given), may);
    if (may) requireGiver(given);
    else assert.throws(() => requireGiver(given), (error) => error instanceof Refused && error.code === "consent.wrong_giver");
  });
}

test("whoever says not now needs no giver", () => {
  requireGiver({ services: "not_now", given_by: "caregiver" });
});
