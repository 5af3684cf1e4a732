import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";
import { isDisputed } from "./merging.ts";
import { type Overruled, beforeKept, overruledOf } from "./overruled.ts";
import { liveOf } from "./registers.ts";
import type { Case } from "./state.ts";

const [PHONE, TABLET, OTHER] = ["phone", "tablet", "other"];
const [ME, SHE] = ["aissata", "kadi"];
const [SURVIVOR, CASE] = [newId(), newId()];
type Said = { kind?: string; record?: string; groups: Groups; sealed?: Act["sealed"]; device?: string; actor?: string; base?: number };
let position = 0;

function said({ kind = "safety.recorded", record = CASE, groups, sealed = [], device = PHONE, actor = ME, base = 0 }: Said): Known {
  position += 1;
  const form = { "consent.given": "consent@1", "identity.recorded": "identity@1" }[kind] ?? "safety@1";
  const hlc = `${String(position).padStart(13, "0")}-0000-${device}`;
  const act = { v: 1, id: newId(), device, seq: position, kind, record, base, groups, sealed, time: "2026-03-02T10:00:00.000Z", form, hlc, actor, sig: "" } as const;
  return { act: act as unknown as Act, root: SURVIVOR, position, version: position, received: act.time, state: "applied", code: "" };
}

const begun = (): Known[] => [
  said({ kind: "consent.given", record: SURVIVOR, groups: { opening: { code: "K7QF2M9T3" }, services: { services: "yes", language: "fr", consent_form: "written" } } }),
  said({ kind: "case.opened", groups: { opening: { survivor: SURVIVOR } } }),
];
const danger = (word: string): Groups => ({ danger: { in_danger: word } });

function told(acts: readonly Known[], device = PHONE, worker = ME): Overruled[] {
  const state = fold(acts);
  return overruledOf(state, state.cases.get(CASE) as Case, acts, { worker, device });
}

/** Two answered without seeing each other, then somebody chose. */
function settled(by: Partial<Said> = {}): Known[] {
  const acts = [...begun(), said({ groups: danger("no") }), said({ groups: danger("yes"), device: TABLET })];
  return [...acts, said({ groups: danger("yes"), device: TABLET, base: position, ...by })];
}

test("whose answer was not kept is told who chose, and both answers are there", () => {
  const [found, ...more] = told(settled({ actor: SHE, device: OTHER }));
  assert.equal(more.length, 0);
  assert.equal(found?.kept.actor, SHE);
  assert.deepEqual(found?.kept.answers, { in_danger: "yes" });
  assert.deepEqual(found?.lost.map(({ answers }) => answers), [{ in_danger: "no" }]);
  assert.equal(found?.dispute.kind, "safety.recorded");
});

test("the device that chose needs no telling, her other one does", () => {
  const acts = settled();
  assert.deepEqual([told(acts, TABLET).length, told(acts, PHONE).length], [0, 1]);
});

test("nobody else is told of it", () => assert.equal(told(settled({ actor: SHE, device: OTHER }), PHONE, "salif").length, 0));

test("an answer that was known and replaced was no choice between two", () => {
  const acts = [...begun(), said({ groups: danger("no") })];
  assert.equal(told([...acts, said({ groups: danger("yes"), device: TABLET, actor: SHE, base: position })]).length, 0);
});

test("while two answers stand, nobody has lost", () => {
  assert.equal(told([...begun(), said({ groups: danger("no") }), said({ groups: danger("yes"), device: TABLET })]).length, 0);
});

test("an answer that was equal to what was kept has not lost", () => {
  const [found] = told(settled({ groups: danger("no"), actor: SHE, device: OTHER }));
  assert.deepEqual(found?.lost.map(({ answers }) => answers), [{ in_danger: "yes" }]);
});

test("what was answered anew since is told no more", () => {
  const acts = settled({ actor: SHE, device: OTHER });
  assert.equal(told([...acts, said({ groups: danger("unsure"), device: TABLET, actor: SHE, base: position })]).length, 0);
});

test("an act that was set aside settles nothing", () => {
  const acts = settled({ actor: SHE, device: OTHER });
  assert.equal(told(acts.map((one, at) => (at === acts.length - 1 ? { ...one, state: "quarantined" as const } : one))).length, 0);
});

test("sealed answers are told too, whoever opens them compares", () => {
  const body = [{ type: "body", compartment: "contact" }];
  const one = { kind: "identity.recorded", record: SURVIVOR, groups: {}, sealed: body };
  const acts = [...begun(), said(one), said({ ...one, device: TABLET })];
  const [found] = told([...acts, said({ ...one, device: OTHER, actor: SHE, base: position })]);
  assert.equal(found?.dispute.group, "sealed:contact");
  assert.equal(found?.lost.length, 2);
});

test("asking anew puts both answers side by side again, and the most protective in force", () => {
  const acts = settled({ groups: danger("no"), actor: SHE, device: OTHER });
  const [found] = told(acts, TABLET);
  assert.ok(found);
  const again = [...acts, said({ groups: danger("yes"), device: TABLET, base: beforeKept(found) })];
  const state = fold(again);
  assert.ok(isDisputed(liveOf(state.registers, CASE, "danger")));
  assert.equal(state.cases.get(CASE)?.danger, "yes");
  assert.equal(told(again, TABLET).length, 0);
});
