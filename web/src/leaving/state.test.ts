import assert from "node:assert/strict";
import { test } from "node:test";
import { type Departure, checks } from "./state.ts";

const GONE: Departure = {
  id: "d", worker: "w", called: "Fanta", since: "2026-11-20", left_at: "2026-11-22", carried: [], number: 0, tasks: 0, handed: 2, unread: 0,
  wanting: [], keeps: ["vault"], late: 0, strangers: [], called_at: "", sent: 0, received: 0, answers: [],
};

test("once everything went on, nothing is due", () => {
  assert.deepEqual(checks(GONE), [["carried", 0, true], ["unread", 0, true]]);
});

test("before she goes, keys wait for a second holder, and a sheet for new ones", () => {
  const here = { ...GONE, left_at: null, number: 3, keeps: ["vault", "sheet"], wanting: ["vault"] };
  assert.deepEqual(checks(here), [["carried", 3, false], ["unread", 0, true], ["keeps.vault", 1, false], ["keeps.sheet", 1, true]]);
});

test("what came after her, and what is open both ways, is counted", () => {
  const due = checks({ ...GONE, late: 2, sent: 1, received: 4, answers: [{ name: "Centre", deputy: false }] });
  assert.deepEqual(due.slice(2), [["sent", 1, false], ["received", 4, false], ["answers", 1, false], ["late", 2, false]]);
});
