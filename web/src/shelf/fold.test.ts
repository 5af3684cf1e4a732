import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { fold } from "./fold.ts";
import { lineId } from "./line.ts";
import { type Known, seenOf } from "./known.ts";
import { caseByCode, referralOf } from "./state.ts";

let seq = 0;
const SURVIVOR = newId();
const CASE = newId();

function act(kind: string, record: string, groups: Groups, sealed: Act["sealed"] = []): Act {
  seq += 1;
  const whole = { v: 1, id: newId(), device: newId(), seq, kind, record, base: 0, groups, sealed } as const;
  return { ...whole, time: "2026-03-02T10:00:00.000Z", form: "x@1", hlc: "x", actor: "worker", sig: "" };
}

function received(one: Act, position: number, state: Known["state"] = "applied"): Known {
  return { act: one, root: "", position, version: position, received: one.time, state, code: "" };
}

const waiting = (one: Act): Known => ({ act: one, root: "", position: null, version: null, received: "", state: "waiting", code: "" });

const yes = act("consent.given", SURVIVOR, {
  opening: { code: "K7QF2M9T3" },
  services: { services: "yes", language: "french", consent_form: "oral_witness" },
  statistics: { statistics: "no" },
});
const opening = act("case.opened", CASE, { opening: { survivor: SURVIVOR } });
const priorities = act("needs.recorded", CASE, { priorities: { needs: ["legal", "health"] } });
const start = [received(yes, 1), received(opening, 2), received(priorities, 3)];

test("her yes, the opening and her needs make a case with lines in her order", () => {
  const state = fold(start);
  const here = caseByCode(state, "K7Q-F2M-9T3");
  assert.deepEqual(here?.lines.map((line) => line.need), ["legal", "health"]);
  assert.equal(here?.consent.statistics, "no");
  assert.equal(here?.thread.length, 3);
});

test("not now keeps no case and no code", () => {
  const no = act("consent.given", newId(), { services: { services: "not_now" } });
  assert.equal(fold([received(no, 1)]).cases.size, 0);
});

test("what waits on the device counts after what was received", () => {
  const later = waiting(act("needs.recorded", CASE, { priorities: { needs: ["health"] } }));
  const here = caseByCode(fold([later, ...start]), "K7QF2M9T3");
  assert.deepEqual(here?.lines.map((line) => line.need), ["health", "legal"]);
});

test("a quarantined act changes nothing and is shown as a problem", () => {
  const bad = act("safety.recorded", CASE, { danger: { in_danger: "yes" } });
  const state = fold([...start, received(bad, 4, "quarantined")]);
  assert.equal(caseByCode(state, "K7QF2M9T3")?.danger, "");
  assert.deepEqual(state.problems.map((known) => known.act.id), [bad.id]);
});

test("a referral goes from sent to received, and both may confirm", () => {
  const line = lineId(CASE, "health");
  const id = newId();
  const handover = { recipient: newId(), service: "health", urgent: "yes", categories: ["need"] };
  const sent = act("referral.sent", id, {
    handover, line: { survivor: SURVIVOR, case: CASE, line, release: newId() },
  });
  const answered = act("referral.accepted", id, { answer: { appointment_day: "2026-03-04" } });
  const done = (by: string) => act("service.received", id, { receipt: { received: "yes", confirmed_by: by } });
  const all = [sent, answered, done("provider"), done("survivor")].map((one, at) => received(one, 10 + at));
  const state = fold([...start, ...all]);
  const referral = referralOf(state, line);
  assert.equal(referral?.status, "received");
  assert.deepEqual(referral?.by, ["provider", "survivor"]);
  assert.equal(caseByCode(state, "K7QF2M9T3")?.thread.length, 7);
});

test("a withdrawal recalls what was open", () => {
  const [release, id] = [newId(), newId()];
  const line = { survivor: SURVIVOR, case: CASE, line: lineId(CASE, "legal"), release };
  const sent = act("referral.sent", id, { handover: { recipient: newId(), service: "legal" }, line });
  const withdrawal = act("consent.withdrawn", release, { withdrawal: { what: "release" } });
  const state = fold([...start, received(sent, 8), received(withdrawal, 9)]);
  assert.equal(state.referrals.get(id)?.status, "recalled");
});

test("declining is kept with its reasons and stays open to be offered again", () => {
  const line = lineId(CASE, "legal");
  const groups = { outcome: { case: CASE, outcome: "declined", barriers: ["fear.reprisal"], reoffer: "yes" } };
  const here = caseByCode(fold([...start, received(act("outcome.recorded", line, groups), 5)]), "K7QF2M9T3");
  const found = here?.lines.find((one) => one.id === line);
  assert.deepEqual([found?.outcome, found?.reoffer, found?.barriers], ["declined", "yes", ["fear.reprisal"]]);
});

test("the version seen is the last position of that record only", () => {
  assert.equal(seenOf(start, CASE), 3);
  assert.equal(seenOf(start, SURVIVOR), 1);
  assert.equal(seenOf(start, newId()), 0);
});

test("an own act that does not count has shown its author nothing of what others wrote", () => {
  const aside = { ...received(act("needs.recorded", CASE, {}), 9), state: "quarantined", code: "case.unknown" } as const;
  assert.equal(seenOf([...start, aside], CASE), 3);
});

test("a plan line has the same id on every device", () => {
  assert.equal(lineId("0190f5c8-0000-7000-8000-000000000001", "health"), lineId("0190f5c8-0000-7000-8000-000000000001", "health"));
  assert.notEqual(lineId(CASE, "health"), lineId(CASE, "legal"));
});
