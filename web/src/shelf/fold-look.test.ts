import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";

const [SURVIVOR, CASE, PHONE, DESK] = [newId(), newId(), newId(), newId()];
const EIGHT = { services: "yes", age_group: "6_11", given_by: "worker", no_caregiver: "harm", assent: "yes" };
const AUNT = { services: "yes", age_group: "6_11", given_by: "caregiver", giver_safe: "yes", assent: "yes" };
const SIXTEEN = { services: "yes", age_group: "15_17", given_by: "survivor" };
let place = 0;

function said(kind: string, record: string, groups: Groups, device = PHONE): Known {
  place += 1;
  const time = `2026-03-02T10:${String(place % 60).padStart(2, "0")}:00.000Z`;
  const hlc = `${String(place).padStart(13, "0")}-0000-${device.slice(0, 8)}`;
  const act: Act = { v: 1, id: newId(), device, seq: place, kind, record, base: place, time, form: `${kind}@1`, hlc, actor: "aissata", groups, sealed: [], sig: "" };
  return { act, root: SURVIVOR, position: place, version: place, received: time, state: "applied", code: "" };
}

const yes = (services: Groups[string]) => said("consent.given", SURVIVOR, { opening: { code: "K7QF2M9T3" }, services: services as never });
const opened = () => said("case.opened", CASE, { opening: { survivor: SURVIVOR } });
const answered = (kind: string, look: Groups[string]) => said(kind, newId(), { look: look as never }, DESK);
const accused = (relationship: string) => said("incident.recorded", newId(), { link: { case: CASE }, accused: { relationship } });
const inTurn = (known: Known[]) => known.map((one, position) => ({ ...one, position: position + 1, version: position + 1 }));
const lookOf = (...known: Known[]) => fold(inTurn(known)).looks.get(SURVIVOR);

test("a yes in a child's interest waits for a look, and the case goes on", () => {
  const state = fold([yes(EIGHT), opened()]);
  assert.deepEqual([state.looks.get(SURVIVOR)?.why, state.looks.get(SURVIVOR)?.standing], ["best_interest", "waiting"]);
  assert.equal(state.cases.get(CASE)?.ended, false);
  assert.equal(lookOf(yes(AUNT), opened()), undefined);
});

test("a supervisor agrees, or says what comes first; the thread tells it", () => {
  const known = [yes(EIGHT), opened(), answered("consent.returned", { look_reason: "hear_child" })];
  assert.deepEqual([lookOf(...known)?.standing, lookOf(...known)?.reason], ["returned", "hear_child"]);
  assert.equal(fold(known).cases.get(CASE)?.thread.at(-1)?.act.kind, "consent.returned");
  assert.equal(lookOf(yes(EIGHT), opened(), answered("consent.approved", { best_interest: "yes" }))?.standing, "approved");
});

test("the same yes is not looked at again, unless it came back; another one is", () => {
  const approved = answered("consent.approved", { best_interest: "yes" });
  assert.equal(lookOf(yes(EIGHT), opened(), approved, yes(EIGHT))?.standing, "approved");
  const returned = answered("consent.returned", { look_reason: "talk" });
  assert.equal(lookOf(yes(EIGHT), opened(), returned, yes(EIGHT))?.standing, "waiting");
  assert.equal(lookOf(yes(EIGHT), opened(), approved, yes({ ...EIGHT, given_by: "trusted_adult" } as never))?.standing, "waiting");
  assert.equal(lookOf(yes(EIGHT), opened(), returned, yes(AUNT)), undefined);
});

test("of an adolescent who decides alone a supervisor is told without a code", () => {
  assert.equal(lookOf(yes(SIXTEEN), opened())?.standing, "told");
  assert.equal(lookOf(yes(SIXTEEN), opened(), answered("notice.read", { notice_read: "yes" }))?.standing, "read");
});

test("whoever said yes may be the one who is accused: that is looked at, and lasts while the giver does", () => {
  assert.equal(lookOf(yes(AUNT), opened(), accused("schoolmate")), undefined);
  const doubted = [yes(AUNT), opened(), accused("primary_caregiver")];
  assert.deepEqual([lookOf(...doubted)?.why, lookOf(...doubted)?.standing], ["doubt", "waiting"]);
  assert.equal(lookOf(...doubted, yes(AUNT))?.why, "doubt");
  assert.equal(lookOf(...doubted, yes({ ...AUNT, given_by: "trusted_adult" } as never))?.why, "best_interest");
});

test("what was taken back is looked at by nobody", () => {
  const withdrawn = said("consent.withdrawn", SURVIVOR, { withdrawal: { what: "services" } });
  assert.equal(lookOf(yes(EIGHT), opened(), withdrawn), undefined);
  const figures = said("consent.withdrawn", SURVIVOR, { withdrawal: { what: "statistics" } });
  assert.equal(lookOf(yes(EIGHT), opened(), figures)?.standing, "waiting");
});
