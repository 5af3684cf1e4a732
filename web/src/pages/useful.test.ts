import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { newCase } from "../shelf/new-case.ts";
import { type Line, type Referral, nothing } from "../shelf/state.ts";
import { isAwaited } from "./useful.ts";

const CASE = { id: newId(), survivor: newId(), code: "K7QF2M9T3", lead: newId(), opened: "2026-03-02T10:00:00.000Z" };

function awaited(over: Partial<Line>, status?: Referral["status"]): boolean {
  const state = nothing();
  const line = { id: newId(), need: "health", outcome: "", reoffer: "", barriers: [], dropped: false, ...over };
  const here = { ...newCase(CASE), lines: [line] };
  if (status) state.referrals.set(newId(), { line: line.id, status } as Referral);
  return isAwaited(state, here);
}

test("hours are shown until she has received care, wherever it is under way", () => {
  assert.deepEqual([undefined, "sent", "accepted", "declined", "recalled", "received"].map((one) => awaited({}, one as Referral["status"])), [
    true, true, true, true, true, false,
  ]);
});

test("whoever does not want this care is not reminded of its hours", () => {
  assert.equal(awaited({ outcome: "declined" }), false);
  assert.equal(awaited({ dropped: true }), false);
  assert.equal(awaited({ outcome: "unavailable" }), true);
});

test("hours count in care only", () => {
  assert.equal(awaited({ need: "legal" }), false);
});
