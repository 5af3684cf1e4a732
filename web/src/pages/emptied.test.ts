import assert from "node:assert/strict";
import { test } from "node:test";
import { emptied } from "./emptied.ts";

const question = (name: string, group: string, compartment = "") => ({ name, group, kind: "text", compartment });
const FORM = { name: "x", version: 1, questions: [question("sex", "profile"), question("wg_seeing", "functioning"), question("called", "identity", "identity")] };

test("only coded groups that have answers are emptied", () => {
  assert.deepEqual(emptied(FORM, { sex: "female", called: "never coded" }), { profile: {} });
  assert.deepEqual(emptied(FORM, {}), {});
});
