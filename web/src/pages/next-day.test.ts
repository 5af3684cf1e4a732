import assert from "node:assert/strict";
import { test } from "node:test";
import { proposed } from "./next-day.ts";

const after = (risk: string, more: { danger?: string; met?: boolean } = {}) =>
  proposed({ danger: "no", met: false, risk, ...more }, "2026-02-28");

test("a high risk is seen again the next day, then each week", () => {
  assert.equal(after("high"), "2026-03-01");
  assert.equal(after("high", { met: true }), "2026-03-07");
});

test("whoever is in danger is seen the next day, whatever was judged", () => {
  assert.equal(after("low", { danger: "yes", met: true }), "2026-03-01");
});

test("medium in two weeks, low in a month; what nobody judged in two weeks", () => {
  assert.deepEqual(["medium", "low", ""].map((risk) => after(risk)), ["2026-03-14", "2026-03-30", "2026-03-14"]);
});
