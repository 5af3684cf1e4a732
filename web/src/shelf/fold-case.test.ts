import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { disputesOf, settling } from "./disputes.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";
import { lineId } from "./line.ts";
import { type Case, type State, isOpenLine, namedLines, shownLines } from "./state.ts";

const [SURVIVOR, CASE, PHONE, TABLET] = [newId(), newId(), newId(), newId()];
const YES = { services: "yes", language: "bm", consent_form: "oral_witness" };
let place = 0;

function said(kind: string, record: string, groups: Groups, { device = PHONE, base = 0, form = "" } = {}): Known {
  place += 1;
  const time = `2026-03-02T10:00:${String(place % 60).padStart(2, "0")}.000Z`;
  const hlc = `${String(place).padStart(13, "0")}-0000-${device.slice(0, 8)}`;
  const act: Act = {
    v: 1, id: newId(), device, seq: place, kind, record, base, time, form, hlc, actor: "aissata", groups, sealed: [], sig: "",
  };
  return { act, root: SURVIVOR, position: place, version: place, received: time, state: "applied", code: "" };
}

const start = [
  said("consent.given", SURVIVOR, { opening: { code: "K7QF2M9T3" }, services: YES, statistics: { statistics: "yes" } }, { form: "consent@1" }),
  said("case.opened", CASE, { opening: { survivor: SURVIVOR } }, { form: "case@1" }),
];
const safety = (groups: Groups, more = {}) => said("safety.recorded", CASE, groups, { form: "safety@1", ...more });
const needs = (wanted: string[], more = {}) => said("needs.recorded", CASE, { priorities: { needs: wanted } }, { form: "needs@1", ...more });
const consent = (groups: Groups, more = {}) => said("consent.given", SURVIVOR, groups, { form: "consent@1", ...more });

function after(...more: readonly Known[]): { state: State; here: Case } {
  const state = fold([...start, ...more]);
  const here = state.cases.get(CASE);
  assert.ok(here);
  return { state, here };
}

test("of two levels given at once the more protective is shown, and both stand", () => {
  const one = safety({ danger: { in_danger: "yes" }, risk: { risk_level: "high", risk_reasons: ["weapon"] } });
  const two = safety({ danger: { in_danger: "no" }, risk: { risk_level: "low", risk_reasons: ["stalking"] } }, { device: TABLET });
  const { state, here } = after(one, two);
  assert.deepEqual([here.danger, here.risk, here.reasons], ["yes", "high", ["stalking", "weapon"]]);
  const found = disputesOf(state, here);
  assert.deepEqual(found.map(({ group, kind }) => [group, kind]), [["danger", "safety.recorded"], ["risk", "safety.recorded"]]);
  assert.deepEqual(found[0]?.values.map(({ act }) => act), [two.act.id, one.act.id]);
});

test("whoever saw both may choose, and then nothing is left to choose", () => {
  const one = safety({ danger: { in_danger: "yes" } });
  const two = safety({ danger: { in_danger: "no" } }, { device: TABLET });
  const { state, here } = after(one, two);
  const [dispute] = disputesOf(state, here);
  assert.ok(dispute);
  const { kind, record, groups } = settling(state, here, dispute, { in_danger: "no" });
  const chosen = said(kind, record, groups, { form: "safety@1", base: two.version ?? 0 });
  const settled = after(one, two, chosen);
  assert.equal(settled.here.danger, "no");
  assert.deepEqual(disputesOf(settled.state, settled.here), []);
});

test("on one device a later answer is no conflict", () => {
  const { state, here } = after(safety({ danger: { in_danger: "yes" } }), safety({ danger: { in_danger: "no" } }));
  assert.equal(here.danger, "no");
  assert.deepEqual(disputesOf(state, here), []);
});

test("a safety act that is silent on danger leaves it as it was", () => {
  const { here } = after(safety({ danger: { in_danger: "yes" } }), safety({ risk: { risk_level: "low" } }));
  assert.deepEqual([here.danger, here.risk], ["yes", "low"]);
});

test("needs named at once on two devices are united", () => {
  const { state, here } = after(needs(["health"]), needs(["legal"], { device: TABLET }));
  assert.deepEqual(namedLines(here).map(({ need }) => need), ["legal", "health"]);
  assert.deepEqual(disputesOf(state, here), []);
});

test("a need she no longer names does not come back", () => {
  const { state, here } = after(needs(["health", "legal"]), needs(["legal"]));
  assert.deepEqual(namedLines(here).map(({ need }) => need), ["legal"]);
  assert.deepEqual(shownLines(state, here).map(({ need }) => need), ["legal"]);
  const dropped = here.lines.find(({ need }) => need === "health");
  assert.ok(dropped);
  assert.equal(isOpenLine(dropped, undefined), false);
});

test("a need she no longer names stays to be seen when something came of it", () => {
  const outcome = { outcome: { case: CASE, outcome: "provided" } };
  const done = () => said("outcome.recorded", lineId(CASE, "health"), outcome, { form: "outcome@1" });
  const { state, here } = after(needs(["health", "legal"]), done(), needs(["legal"]));
  assert.deepEqual(shownLines(state, here).map(({ need, outcome: came }) => [need, came]), [["legal", ""], ["health", "provided"]]);
  const again = after(needs(["health"]), done(), needs(["legal"]), needs(["legal", "health"]));
  assert.equal(namedLines(again.here).find(({ need }) => need === "health")?.outcome, "provided");
});

test("a yes and a no about her yes: the no is in force, and help has ended", () => {
  const no = consent({ services: { services: "not_now" } }, { device: TABLET });
  const { state, here } = after(no);
  assert.equal(here.ended, true);
  const [dispute] = disputesOf(state, here);
  assert.equal(dispute?.group, "services");
  assert.deepEqual(settling(state, here, dispute, YES).groups, { services: YES, statistics: { statistics: "yes" } });
  assert.deepEqual(settling(state, here, dispute, { services: "not_now" }).groups, { services: { services: "not_now" } });
});

test("a choice about statistics says her yes to services again, as the form asks", () => {
  const no = consent({ services: YES, statistics: { statistics: "no" } }, { device: TABLET });
  const { state, here } = after(no);
  assert.equal(here.consent.statistics, "no");
  const [dispute] = disputesOf(state, here);
  assert.ok(dispute);
  const { groups } = settling(state, here, dispute, { statistics: "yes" });
  assert.deepEqual(groups, { services: YES, statistics: { statistics: "yes" } });
});

test("withdrawing services ends the case and every release; a new yes resumes it", () => {
  const release = said("release.given", newId(), { release: { survivor: SURVIVOR, recipient: newId(), categories: ["need"] } });
  const withdrawal = said("consent.withdrawn", SURVIVOR, { withdrawal: { what: "services" } });
  const ended = after(release, withdrawal);
  assert.equal(ended.here.ended, true);
  assert.equal(ended.here.consent.statistics, "no");
  assert.equal(ended.state.releases.get(release.act.record)?.ended, true);
  const resumed = after(release, withdrawal, consent({ services: YES, statistics: { statistics: "no" } }));
  assert.equal(resumed.here.ended, false);
  assert.equal(resumed.here.code, "K7QF2M9T3");
  assert.equal(resumed.state.releases.get(release.act.record)?.ended, true);
});

test("withdrawing statistics leaves help as it is", () => {
  const { here } = after(said("consent.withdrawn", SURVIVOR, { withdrawal: { what: "statistics" } }));
  assert.deepEqual([here.ended, here.consent.statistics], [false, "no"]);
});

test("a profile answered at once shows the newer and asks which", () => {
  const profile = (sex: string, device: string) => said("identity.recorded", SURVIVOR, { profile: { sex } }, { form: "identity@1", device });
  const { state, here } = after(profile("female", PHONE), profile("male", TABLET));
  assert.deepEqual(here.profile, { sex: "male" });
  assert.deepEqual(disputesOf(state, here).map(({ kind }) => kind), ["identity.recorded"]);
});
