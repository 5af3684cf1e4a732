import assert from "node:assert/strict";
import { test } from "node:test";
import type { Form } from "./check.ts";
import { parted, said } from "./parts.ts";

const FORM: Form = {
  name: "x",
  version: 1,
  questions: [
    { name: "called", group: "identity", kind: "text", compartment: "identity" },
    { name: "sex", group: "profile", kind: "choice", codes: ["female", "male"] },
    { name: "phone", group: "contact", kind: "text", compartment: "contact", when: { in: ["may_phone", ["yes"]] } },
    { name: "may_phone", group: "contact", kind: "choice", compartment: "contact", codes: ["no", "yes"] },
  ],
};

test("coded answers go by group and sealed ones by compartment, never both", () => {
  const parts = parted(FORM, { called: "Nana", sex: "female", may_phone: "no" });
  assert.deepEqual(parts.groups, { profile: { sex: "female" } });
  assert.deepEqual(parts.sealed, { identity: { called: "Nana" }, contact: { may_phone: "no" } });
});

test("what is empty or no longer asked is not said", () => {
  assert.deepEqual(said(FORM, { called: "", phone: "123", may_phone: "no" }), { may_phone: "no" });
  assert.deepEqual(said(FORM, { phone: "123", may_phone: "yes" }), { phone: "123", may_phone: "yes" });
});
