import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";

const [SURVIVOR, CASE, CLOSURE, PHONE] = [newId(), newId(), newId(), newId()];
let place = 0;

function said(kind: string, record: string, groups: Groups): Known {
  place += 1;
  const time = `2026-03-02T10:00:${String(place % 60).padStart(2, "0")}.000Z`;
  const hlc = `${String(place).padStart(13, "0")}-0000-${PHONE.slice(0, 8)}`;
  const act: Act = { v: 1, id: newId(), device: PHONE, seq: place, kind, record, base: 0, time, form: `${kind}@1`, hlc, actor: "aissata", groups, sealed: [], sig: "" };
  return { act, root: SURVIVOR, position: place, version: place, received: time, state: "applied", code: "" };
}

const start = [
  said("consent.given", SURVIVOR, { opening: { code: "K7QF2M9T3" }, services: { services: "yes" } }),
  said("case.opened", CASE, { opening: { survivor: SURVIVOR } }),
];
const followed = (way: string, more: Groups = {}) => said("follow_up.recorded", newId(), { link: { case: CASE }, contact: { way }, ...more });
const proposed = () => said("closure.proposed", CLOSURE, { link: { case: CASE, survivor: SURVIVOR, code: "K7QF2M9T3" }, closing: { reasons: ["asked"] } });
const approved = () => said("closure.approved", CLOSURE, { review: { approved: "yes" } });
const reopening = () => said("case.reopened", CASE, { reopening: { survivor: SURVIVOR } });
const courseOf = (known: Known[]) => fold(known).cases.get(CASE)?.course;

test("a contact counts anew, an attempt adds up; the next day is the one said last", () => {
  const course = courseOf([...start, followed("not_reached"), followed("here", { next: { next_on: "2026-03-09" } }), followed("not_reached", { next: { next_on: "2026-03-12" } })]);
  assert.deepEqual([course?.attempts.length, course?.nextOn], [1, "2026-03-12"]);
  assert.notEqual(course?.lastContact, "");
});

test("what was judged at a contact is what stands; what was not asked stays", () => {
  const judged = { danger: { in_danger: "yes" }, risk: { risk_level: "high" } };
  const here = fold([...start, followed("here", judged), followed("here", { risk: { risk_level: "low" } })]).cases.get(CASE);
  assert.deepEqual([here?.danger, here?.risk], ["yes", "low"]);
});

test("closing is proposed, given back or agreed", () => {
  assert.deepEqual([courseOf([...start, proposed()])?.closing, courseOf([...start, proposed()])?.reasons], ["proposed", ["asked"]]);
  const given = courseOf([...start, proposed(), said("closure.returned", CLOSURE, { review: { return_reason: "talk" } })]);
  assert.deepEqual([given?.closing, given?.first], ["returned", "talk"]);
  assert.equal(courseOf([...start, proposed(), approved()])?.closing, "closed");
});

test("when help ends, every yes to hand on ends with it", () => {
  const release = said("release.given", newId(), { release: { survivor: SURVIVOR, recipient: newId(), categories: ["need"] } });
  const state = fold([...start, release, proposed(), approved()]);
  assert.equal(state.releases.get(release.act.record)?.ended, true);
});

test("of a closed case its lead keeps one line, by which it can be taken up again", () => {
  const state = fold([proposed(), approved()]);
  const here = state.cases.get(CASE);
  assert.deepEqual([here?.code, here?.survivor, here?.course.closing, here?.lines.length], ["K7QF2M9T3", SURVIVOR, "closed", 0]);
});

test("who comes back begins a new course under the same code", () => {
  const here = fold([...start, followed("not_reached"), proposed(), approved(), start[0] as Known, reopening()]).cases.get(CASE);
  assert.deepEqual([here?.course.closing, here?.course.attempts, here?.ended], ["", [], false]);
  assert.notEqual(here?.course.reopened, "");
});
