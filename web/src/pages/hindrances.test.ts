import assert from "node:assert/strict";
import { test } from "node:test";
import { newCourse } from "../shelf/course.ts";
import { type Case, type Referral, nothing } from "../shelf/state.ts";
import { hindrances, isLost } from "./hindrances.ts";

const HERE: Case = {
  id: "case", survivor: "her", code: "K7QF2M9T3", lead: "aissata", opened: "2026-01-02T10:00:00.000Z",
  consent: { services: "yes", language: "fr", form: "written", statistics: "no" }, ended: false, lines: [], danger: "no", risk: "low",
  reasons: [], complete: false, incidents: [], named: false, profile: {}, course: newCourse(), thread: [],
};
const codes = (over: Partial<Case>, statuses: readonly Referral["status"][] = []) => {
  const state = nothing();
  statuses.forEach((status, at) => state.referrals.set(`${at}`, { id: `${at}`, case: "case", status, service: "health", recipient: "x" } as Referral));
  return hindrances(state, { ...HERE, ...over }).map(({ code }) => code);
};

test("nothing open and no high risk: nothing hinders", () => {
  assert.deepEqual(codes({}, ["received", "declined", "recalled"]), []);
});

test("whoever still waits for an answer, or for the service, is named", () => {
  assert.deepEqual(codes({}, ["sent", "received", "accepted"]), ["referral", "referral"]);
});

test("high risk hinders, once", () => {
  assert.deepEqual(codes({ risk: "high", danger: "yes" }), ["risk"]);
  assert.deepEqual(codes({ danger: "yes" }), ["danger"]);
});

test("contact is lost after thirty days and three tries, not before", () => {
  const tried = (days: number, tries: number) => {
    const course = { ...newCourse(), lastContact: "2026-03-01T10:00:00.000Z", attempts: Array.from({ length: tries }, () => "") };
    return isLost({ ...HERE, course }, new Date(Date.parse("2026-03-01") + days * 86_400_000).toISOString().slice(0, 10));
  };
  assert.deepEqual([tried(30, 3), tried(29, 3), tried(60, 2)], [true, false, false]);
});

test("who was never met since the opening counts from there", () => {
  assert.equal(isLost({ ...HERE, course: { ...newCourse(), attempts: ["", "", ""] } }, "2026-02-01"), true);
});
