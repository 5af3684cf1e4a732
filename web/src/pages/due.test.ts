import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { newCourse } from "../shelf/course.ts";
import { type Case, type Organisation, type Referral, type State, nothing } from "../shelf/state.ts";
import { dueOf, inboxOf, isLater } from "./due.ts";

const ME = newId();
const NOW = "2026-03-02T12:00:00.000Z";
const THERE: Organisation = {
  id: newId(), name: "Centre Yèlèn", region: "mopti", cercle: "", services: ["health"],
  agency: "", focalPoint: ME, deputy: "",
};

function withCase(over: Partial<Case> = {}): [State, Case] {
  const state = nothing();
  const line = { id: newId(), need: "health", outcome: "", reoffer: "", barriers: [], dropped: false };
  const here: Case = {
    id: newId(), survivor: newId(), code: "K7QF2M9T3", lead: ME, opened: "2026-03-02T10:00:00.000Z",
    consent: { services: "yes", language: "fr", form: "written", statistics: "no" }, ended: false,
    lines: [line], danger: "", risk: "", reasons: [], complete: false, incidents: [], named: false,
    profile: {}, course: newCourse(), thread: [], ...over,
  };
  state.cases.set(here.id, here);
  state.organisations.set(THERE.id, THERE);
  return [state, here];
}

function referred(state: State, here: Case, over: Partial<Referral>): string {
  const id = newId();
  state.referrals.set(id, {
    id, act: {} as Referral["act"], sender: ME, recipient: THERE.id, service: "health", urgent: false,
    categories: [], case: here.id, line: here.lines[0]?.id ?? "", release: "", status: "sent",
    sent: "2026-03-02T11:00:00.000Z", answered: "", day: "", reason: "", received: "", by: [], ...over,
  });
  return id;
}

function pressing(state: State, here: Case, until: string): void {
  state.urgencies.set(here.id, { id: newId(), told: NOW, band: "under_3_days", cercle: "", until, exact: false });
}

const entries = (state: State, told: readonly string[] = [], now = NOW) => dueOf(state, ME, { now, told: new Set(told) });
const all = (state: State, told?: readonly string[], now?: string) => entries(state, told, now).flatMap(({ first, also }) => [first, ...also]);
const what = (state: State) => all(state).map((due) => due.what);

test("a need with nobody yet is drawn, a declined one is left in peace", () => {
  const [state, here] = withCase();
  assert.deepEqual(what(state), ["no_service"]);
  (here.lines[0] as { outcome: string }).outcome = "declined";
  assert.deepEqual(what(state), []);
});

test("one entry a case, danger before everything", () => {
  const [state] = withCase({ danger: "yes" });
  const [entry, ...more] = entries(state);
  assert.deepEqual([entry?.first.what, entry?.also.map((due) => due.what), more.length], ["danger", ["no_service"], 0]);
});

test("while hours count, the same thing cannot wait; once they are over it is due as before", () => {
  const [state, here] = withCase();
  pressing(state, here, "2026-03-04T16:00:00.000Z");
  assert.deepEqual(all(state).map(({ what, tone, rank, until }) => [what, tone, rank, until]), [["no_service", "wait", 0, "2026-03-04T16:00:00.000Z"]]);
  assert.deepEqual(all(state, [], "2026-03-04T16:00:00.001Z").map(({ tone, until }) => [tone, until]), [["due", ""]]);
});

test("hours press health only", () => {
  const [state, here] = withCase();
  (here.lines[0] as { need: string }).need = "legal";
  pressing(state, here, "2026-03-04T16:00:00.000Z");
  assert.deepEqual(all(state).map(({ tone, until }) => [tone, until]), [["due", ""]]);
});

test("silence is drawn, and grows: a day for what is urgent, three for the rest", () => {
  const [state, here] = withCase();
  const id = referred(state, here, { recipient: newId() });
  assert.deepEqual(all(state).map(({ what, tone, record }) => [what, tone, record]), [["unanswered", "due", id]]);
  assert.deepEqual(all(state, [], "2026-03-05T11:00:01.000Z").map(({ what, tone }) => [what, tone]), [["silent", "wait"]]);
  const urgent = state.referrals.get(id);
  if (urgent) urgent.urgent = true;
  assert.deepEqual(all(state, [], "2026-03-03T11:00:01.000Z").map(({ what, tone }) => [what, tone]), [["silent", "wait"]]);
});

test("an answer is shown until she was told, then when its day has passed, until she received", () => {
  const [state, here] = withCase();
  const id = referred(state, here, { status: "accepted", day: "2026-03-03", recipient: newId() });
  assert.deepEqual(what(state), ["accepted"]);
  assert.deepEqual(all(state, [id]), []);
  assert.deepEqual(all(state, [id], "2026-03-04T08:00:00.000Z").map((due) => due.what), ["passed"]);
  for (const one of state.referrals.values()) one.status = "received";
  assert.deepEqual(what(state), []);
});

test("a follow-up is overdue, due, or said for the week; nothing while closing is reviewed", () => {
  const [state, here] = withCase({ lines: [{ id: newId(), need: "health", outcome: "provided", reoffer: "", barriers: [], dropped: false }] });
  const on = (day: string) => {
    here.course.nextOn = day;
    return what(state);
  };
  assert.deepEqual([on("2026-03-01"), on("2026-03-02"), on("2026-03-09"), on("2026-03-10")], [["late"], ["follow"], ["soon"], []]);
  on("2026-03-09");
  assert.deepEqual(entries(state).map(isLater), [true]);
  here.course.closing = "proposed";
  assert.deepEqual(on("2026-03-01"), []);
});

test("whoever withdrew her yes, or whose case is closed, is not pursued", () => {
  assert.deepEqual(what(withCase({ danger: "yes", ended: true })[0]), []);
  assert.deepEqual(what(withCase({ danger: "yes", course: { ...newCourse(), closing: "closed" } })[0]), []);
});

test("only the named focal point or deputy finds a referral in the inbox", () => {
  const [state, here] = withCase({ lead: newId() });
  referred(state, here, {});
  assert.equal(inboxOf(state, ME).length, 1);
  assert.equal(inboxOf(state, newId()).length, 0);
  assert.deepEqual(what(state), ["arrived"]);
});

test("a referral that was called back leaves the need open; a settled one is left in peace", () => {
  const [state, here] = withCase();
  referred(state, here, { status: "recalled", recipient: newId() });
  assert.deepEqual(what(state), ["no_service"]);
  for (const one of state.referrals.values()) one.status = "declined";
  assert.deepEqual(what(state), ["declined"]);
  for (const one of state.referrals.values()) one.reason = "locked"; // it came back from a locked place
  assert.deepEqual(what(state), ["locked"]);
  (here.lines[0] as { outcome: string }).outcome = "declined";
  assert.deepEqual(what(state), []);
});

test("a need she no longer names is not pursued, but an answer to it is shown", () => {
  const [state, here] = withCase();
  (here.lines[0] as { dropped: boolean }).dropped = true;
  assert.deepEqual(what(state), ["no_need"]);
  referred(state, here, { status: "accepted", recipient: newId() });
  assert.deepEqual(what(state), ["no_need", "accepted"]);
  for (const one of state.referrals.values()) one.status = "declined";
  assert.deepEqual(what(state), ["no_need"]);
});

test("the order of the day: cannot wait, overdue, due, answers, silence", () => {
  const [state, here] = withCase({ danger: "yes", course: { ...newCourse(), nextOn: "2026-03-01" } });
  const line = (need: string) => ({ id: newId(), need, outcome: "", reoffer: "", barriers: [], dropped: false });
  here.lines = [line("legal"), line("psychosocial"), line("shelter")];
  referred(state, here, { line: here.lines[0]?.id ?? "" });
  referred(state, here, { line: here.lines[1]?.id ?? "", status: "accepted" });
  assert.deepEqual(what(state).filter((one) => one !== "arrived"), ["danger", "late", "no_service", "accepted", "unanswered"]);
});
