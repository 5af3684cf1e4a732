import assert from "node:assert/strict";
import { test } from "node:test";
import { newCourse } from "../shelf/course.ts";
import { newCase } from "../shelf/new-case.ts";
import { type Case, type Referral, type State, nothing } from "../shelf/state.ts";
import { nextOf } from "./next-thing.ts";

const TODAY = "2026-03-02";
const line = (need: string, outcome = "") => ({ id: need, need, outcome, reoffer: "", barriers: [], dropped: false });
const at = (over: Partial<Case>, state: State = nothing()) => {
  const begun = { id: "case", survivor: "her", code: "K7QF2M9T3", lead: "me", opened: "" };
  return nextOf(state, newCase({ ...begun, ...over }), TODAY);
};
const accepted = (day: string, received = "") => {
  const state = nothing();
  state.referrals.set("r", { id: "r", line: "health", status: "accepted", day, received } as Referral);
  return state;
};
const course = (over: Partial<Case["course"]>) => ({ course: { ...newCourse(), ...over } });

test("her needs come first; danger that nobody has judged comes before them", () => {
  assert.equal(at({}).what, "needs");
  assert.equal(at({ danger: "yes" }).what, "safety");
  assert.equal(at({ danger: "yes", risk: "high" }).what, "needs");
});

test("a need that nobody serves is named before anything that is under way", () => {
  const next = at({ lines: [line("health", "provided"), line("legal")] });
  assert.deepEqual([next.what, next.why, next.need], ["orient", "nobody", "legal"]);
  assert.equal(at({ lines: [line("legal", "declined")] }).what, "follow");
});

test("when the day has passed she is asked whether she received", () => {
  const lines = [line("health", "referred")];
  assert.deepEqual([at({ lines }, accepted("2026-03-01")).what, at({ lines }, accepted(TODAY)).what], ["ask", "follow"]);
  assert.equal(at({ lines }, accepted("2026-03-01", "no")).what, "follow");
});

test("follow-up says whether it is late, today, planned, or not agreed yet", () => {
  const lines = [line("health", "provided")];
  const why = (nextOn: string, risk = "") => at({ lines, risk, ...course({ nextOn }) }).why;
  assert.deepEqual([why("2026-03-01"), why(TODAY), why("2026-03-05")], ["late", "today", "planned"]);
  assert.deepEqual([why(""), why("", "high")], ["no_day", "no_day_high"]);
});

test("at its end a case has one way: back", () => {
  assert.equal(at({ ended: true }).what, "resume");
  assert.equal(at(course({ closing: "closed" })).what, "reopen");
  assert.deepEqual([at(course({ closing: "proposed" })).what, at(course({ closing: "proposed" })).room], ["wait", []]);
  assert.equal(at({ lines: [line("health", "provided")], ...course({ closing: "returned" }) }).why, "returned");
});
