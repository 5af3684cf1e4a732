import assert from "node:assert/strict";
import { test } from "node:test";
import type { Known } from "./known.ts";
import { foldHanding } from "./fold-handing.ts";
import { type Case, nothing } from "./state.ts";

const AT = "2026-11-22T10:00:00.000Z";

function house() {
  const state = nothing();
  const one = (id: string, survivor: string) => ({ id, survivor, lead: "fanta" }) as unknown as Case;
  for (const here of [one("open", "her"), one("closed", "her"), one("other", "another")]) state.cases.set(here.id, here);
  return state;
}

function act(kind: string, actor: string, record: string, said: { [name: string]: string }): Known {
  return { act: { kind, actor, record, time: AT, groups: { handing: said }, sealed: [] }, state: "applied", position: 1, version: 1 } as unknown as Known;
}

const leads = (state: ReturnType<typeof house>) => [...state.cases.values()].map(({ lead, from = "" }) => [lead, from]);

test("a case goes on with all that is hers, and whose it was stands beside it", () => {
  const state = house();
  foldHanding["case.handed"]?.(state, act("case.handed", "fanta", "open", { survivor: "her", departure: "d", to: "hawa" }));
  assert.deepEqual(leads(state), [["hawa", "fanta"], ["hawa", "fanta"], ["fanta", ""]]);
  assert.equal(state.cases.get("open")?.handed, AT);
});

test("nobody gives away a case that she does not lead", () => {
  const state = house();
  foldHanding["case.handed"]?.(state, act("case.handed", "salif", "open", { survivor: "her", departure: "d", to: "salif" }));
  assert.deepEqual(leads(state)[0], ["fanta", ""]);
});

test("after a departure the one who is named goes on", () => {
  const state = house();
  foldHanding["survivor.assigned"]?.(state, act("survivor.assigned", "kadi", "her", { departure: "d", to: "hawa" }));
  assert.deepEqual(leads(state), [["hawa", "fanta"], ["hawa", "fanta"], ["fanta", ""]]);
});
