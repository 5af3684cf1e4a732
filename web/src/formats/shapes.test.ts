import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleFault, entryFault, isFingerprint, kdfFault, pageFault, partFault, requirePart } from "./shapes.ts";
import { known, refusal } from "./known.ts";

test("what is no object has no shape", () => {
  for (const value of [null, undefined, 7, "body", [], new Map()]) {
    assert.equal(partFault(value), "type");
    for (const fault of [bundleFault, entryFault, kdfFault, pageFault]) assert.equal(fault(value), "fields");
  }
});

test("names inherited from every object are no types", () => {
  for (const type of ["toString", "__proto__", "constructor"]) assert.equal(partFault({ type }), "type");
});

test("a grant is not taken for a body", () => {
  const { part } = known<{ part: unknown }>("grant");
  assert.equal(partFault(part), "");
  assert.throws(() => requirePart(part, "body"), refusal({ code: "sealed.malformed", field: "type" }));
});

test("a fingerprint is 43 characters of base64url", () => {
  assert.ok(isFingerprint("A".repeat(43)));
  for (const value of ["A".repeat(42), "A".repeat(44), "é".repeat(43), 43]) assert.ok(!isFingerprint(value));
});
