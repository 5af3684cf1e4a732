import assert from "node:assert/strict";
import { test } from "node:test";
import { urgentUntil } from "../forms/derive.ts";
import { type Told, type Useful, bandOf, hoursUntil, useful } from "./clocks.ts";
import { known } from "./known.ts";

type Vector = { readonly name: string; readonly given: Told; readonly gives: readonly Useful[] };
const NOW = "2026-03-02T12:00:00.000Z";
const told = (over: Partial<Told> = {}): Told => ({
  band: "", since: "", told_at: NOW, now: NOW, sex: "", age_band: "", pregnant_said: false, ...over,
});

for (const { name, given, gives } of known<{ cases: readonly Vector[] }>("clocks").cases) {
  test(`what is still useful: ${name}`, () => assert.deepEqual(useful(given), gives));
}

test("nothing is ever called too late: care that has no end is always listed", () => {
  const codes = useful(told({ band: "over_5_days" })).map(({ code }) => code);
  for (const code of ["wounds", "pfa", "infections", "certificate"]) assert.ok(codes.includes(code));
});

test("hours fall into the band that would have been ticked", () => {
  assert.deepEqual([0, 71, 72, 119, 120, 900].map(bandOf), [
    "under_3_days", "under_3_days", "3_5_days", "3_5_days", "over_5_days", "over_5_days",
  ]);
});

test("the day's page and the panel say the same hours, whatever the minute", () => {
  const begun = Date.parse(NOW);
  for (let minutes = 0; minutes < 120 * 60; minutes += 7) {
    const since = new Date(begun - minutes * 60_000).toISOString();
    const until = urgentUntil(since, "", NOW);
    const windows = useful(told({ since })).filter(({ state }) => state === "window");
    assert.equal(hoursUntil(until, NOW), windows[0]?.most_hours, `${minutes} minutes ago`);
  }
});

test("less than an hour is no hour, and never less than none", () => {
  assert.equal(hoursUntil("", NOW), 0);
  assert.equal(hoursUntil("2026-03-02T12:59:59.999Z", NOW), 0);
  assert.equal(hoursUntil("2026-03-02T11:00:00.000Z", NOW), 0);
});
