import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { disputesOf } from "./disputes.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";
import type { Case, State } from "./state.ts";

const [SURVIVOR, CASE, PHONE, TABLET] = [newId(), newId(), newId(), newId()];
let place = 0;

function said(kind: string, record: string, groups: Groups, { device = PHONE, form = "" } = {}): Known {
  place += 1;
  const time = `2026-03-02T10:00:${String(place).padStart(2, "0")}.000Z`;
  const hlc = `${String(place).padStart(13, "0")}-0000-${device.slice(0, 8)}`;
  const act: Act = { v: 1, id: newId(), device, seq: place, kind, record, base: 0, time, form, hlc, actor: "aissata", groups, sealed: [], sig: "" };
  return { act, root: SURVIVOR, position: place, version: place, received: time, state: "applied", code: "" };
}

const start = [
  said("consent.given", SURVIVOR, { opening: { code: "K7QF2M9T3" }, services: { services: "yes" } }, { form: "consent@1" }),
  said("case.opened", CASE, { opening: { survivor: SURVIVOR } }, { form: "case@1" }),
];

function after(...more: readonly Known[]): { state: State; here: Case } {
  const state = fold([...start, ...more]);
  const here = state.cases.get(CASE);
  assert.ok(here);
  return { state, here };
}

test("an incident is corrected in place; another stands beside it", () => {
  const [one, two] = [newId(), newId()];
  const told = (record: string, month: string) =>
    said("incident.recorded", record, { link: { case: CASE }, when: { month } }, { form: "incident@1" });
  const { here } = after(told(one, "2026-01"), told(two, "2025-12"), told(one, "2026-02"));
  assert.deepEqual(here.incidents.map(({ id, answers }) => [id, answers["month"]]), [[one, "2026-02"], [two, "2025-12"]]);
});

test("a type that a supervisor corrected stands beside her answers, and is not for her worker to settle", () => {
  const one = newId();
  const told = said("incident.recorded", one, { link: { case: CASE }, type: { q_penetration: "yes", gbv_type: "rape" } }, { form: "incident@1" });
  const correct = (to: string, device: string) =>
    said("type.corrected", one, { correction: { corrected_type: to, correction_reason: "slip" } }, { form: "correction@1", device });
  const { state, here } = after(told, correct("sexual_assault", PHONE), correct("physical_assault", TABLET));
  const { answers = {} } = here.incidents[0] ?? {};
  assert.deepEqual([answers["gbv_type"], answers["corrected_type"]], ["rape", "physical_assault"]);
  assert.deepEqual(here.thread.map(({ act }) => act.kind).slice(-2), ["type.corrected", "type.corrected"]);
  assert.deepEqual(disputesOf(state, here), []);
});
