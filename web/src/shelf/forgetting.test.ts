import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { forgotten, isOver } from "./forgetting.ts";
import type { Known } from "./known.ts";

const TOLD = "2026-03-02T10:00:00.000Z";
const DAY = 24 * 3_600_000;
const later = (days: number) => Date.parse(TOLD) + days * DAY;

function known(kind: string, position: number | null = 7): Known {
  const act = {
    v: 1, id: newId(), device: newId(), seq: 1, kind, record: newId(), base: 0, time: TOLD, form: "x@1", hlc: "x",
    actor: newId(), groups: { clock: { band: "under_3_days" } }, sealed: [{ type: "body" }], sig: "",
  } as const;
  return { act, root: "", position, version: position, received: TOLD, state: "applied", code: "" };
}

test("when it was is forgotten after fourteen days, and nothing else is", () => {
  assert.equal(isOver(known("urgency.recorded"), later(13)), false);
  assert.equal(isOver(known("urgency.recorded"), later(15)), true);
  assert.equal(isOver(known("needs.recorded"), later(400)), false);
});

test("what waits to be sent is never forgotten", () => {
  assert.equal(isOver(known("urgency.recorded", null), later(15)), false);
});

test("its place in the ledger stays, and it is forgotten once", () => {
  const left = forgotten(known("urgency.recorded"));
  assert.deepEqual([left.act.groups, left.act.sealed, left.position], [{}, [], 7]);
  assert.equal(isOver(left, later(15)), false);
});
