import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { newCourse } from "../shelf/course.ts";
import type { Known } from "../shelf/known.ts";
import { newCase } from "../shelf/new-case.ts";
import { type Case, nothing } from "../shelf/state.ts";
import { unmade } from "./proposed.ts";

const CASE = newId();

function proposal(second: number, state: Known["state"] = "applied", of = CASE): Known {
  const time = `2026-03-02T10:00:${String(second).padStart(2, "0")}.000Z`;
  const groups = { link: { case: of }, closing: { reasons: ["asked"] } };
  const act = { id: newId(), kind: "closure.proposed", record: newId(), time, hlc: time, groups } as unknown as Act;
  return { act, root: "", position: second, version: second, received: time, state, code: state === "quarantined" ? "closure.high_risk" : "" };
}

function found(closing: Case["course"]["closing"], thread: readonly Known[], problems: readonly Known[] = [], reopened = "") {
  const begun = { id: CASE, survivor: newId(), code: "K7QF2M9T3", lead: newId(), opened: "" };
  const here = { ...newCase(begun), course: { ...newCourse(), closing, reopened }, thread: [...thread] };
  return unmade({ ...nothing(), problems: [...problems] }, here);
}

test("what a supervisor gave back is found, the last of it, and nothing was refused", () => {
  const [first, second] = [proposal(1), proposal(2)];
  assert.deepEqual(found("returned", [first, second]), { act: second.act, code: "" });
});

test("what waits, or has ended, or was never proposed, is not proposed anew", () => {
  assert.equal(found("proposed", [proposal(1)]), null);
  assert.equal(found("closed", [proposal(1)], [proposal(2, "quarantined")]), null);
  assert.equal(found("", []), null);
});

test("what the server refused is kept, with its reason, until a later one stands", () => {
  const refused = proposal(2, "quarantined");
  assert.deepEqual(found("", [], [refused]), { act: refused.act, code: "closure.high_risk" });
  assert.deepEqual(found("returned", [proposal(1)], [refused]), { act: refused.act, code: "closure.high_risk" });
  assert.equal(found("returned", [proposal(3)], [refused])?.code, "");
});

test("another case's proposal, or one from before she came back, is nothing here", () => {
  assert.equal(found("", [], [proposal(2, "quarantined", newId())]), null);
  assert.equal(found("", [], [proposal(2, "quarantined")], "2026-03-02T11:00:00.000Z"), null);
});
