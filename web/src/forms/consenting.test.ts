import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../formats/known.ts";
import type { Given } from "./check.ts";
import { asksPrivate, mayTellFamily, needsApproval, needsNotice } from "./consenting.ts";

type Case = {
  readonly name: string; readonly given: Given; readonly approval: boolean; readonly notice: boolean;
  readonly family: boolean; readonly alone: boolean;
};

for (const { name, given, approval, notice, family, alone } of known<{ cases: readonly Case[] }>("consenting").cases) {
  test(`a consent asks for what it asks for in Python: ${name}`, () => {
    assert.equal(needsApproval(given), approval);
    assert.equal(needsNotice(given), notice);
    assert.equal(mayTellFamily(given), family);
    assert.equal(asksPrivate(given), alone);
  });
}
