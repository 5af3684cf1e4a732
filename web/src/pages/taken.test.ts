import assert from "node:assert/strict";
import { test } from "node:test";
import { newCase } from "../shelf/new-case.ts";
import { type Case, nothing } from "../shelf/state.ts";
import { dueOf } from "./due.ts";

const [ME, BEFORE] = ["hawa", "fanta"];
const DAY = { now: "2026-11-22T12:00:00.000Z", told: new Set<string>() };

function house(...done: [kind: string, actor: string, time: string][]) {
  const state = nothing();
  state.workers.set(BEFORE, { id: BEFORE, called: "Fanta", agency: "a", joined: false, left: true });
  const line = { id: "l", need: "health", outcome: "provided", reoffer: "", barriers: [], dropped: false };
  const consent = { services: "yes", language: "bm", form: "oral", statistics: "no" };
  const here: Case = newCase({ id: "c", survivor: "s", code: "K7QF2M9T3", lead: ME, opened: "2026-11-01T09:00:00.000Z", consent });
  Object.assign(here, { from: BEFORE, handed: "2026-11-20T09:00:00.000Z", lines: [line] });
  here.thread = done.map(([kind, actor, time]) => ({ act: { kind, actor, time } }) as never);
  state.cases.set(here.id, here);
  return dueOf(state, ME, DAY).flatMap(({ first, also }) => [first, ...also]);
}

test("a case that was taken over asks for a contact, and says whose it was", () => {
  const [due] = house(["follow_up.recorded", BEFORE, "2026-11-19T09:00:00.000Z"]);
  assert.deepEqual([due?.what, due?.organisation], ["taken", "Fanta"]);
});

test("keys alone are no help yet", () => {
  const due = house(["case.taken", ME, "2026-11-21T09:00:00.000Z"], ["keys.replaced", ME, "2026-11-21T09:00:01.000Z"]);
  assert.equal(due[0]?.what, "taken");
});

test("once something was done in it, it is a case like any other", () => {
  assert.deepEqual(house(["follow_up.recorded", ME, "2026-11-21T09:00:00.000Z"]), []);
});
