import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "../formats/canon.ts";
import { known } from "../formats/known.ts";
import { type Asked, type Live, type Merge, PENDING, inForce, isDisputed, merged } from "./merging.ts";

type Step = {
  act: string; device: string; actor: string; hlc: string; version: number | null; base: number; answers: JsonObject;
};
type Case = {
  name: string; merge: Merge; steps: Step[]; live: string[]; disputed: boolean; in_force: JsonObject;
};
const { questions, cases } = known<{ questions: Asked[]; cases: Case[] }>("merging");

for (const { name, merge, steps, live: expected, disputed, in_force: force } of cases) {
  test(`device and server decide alike: ${name}`, () => {
    let live: Live = [];
    for (const { version, base, ...step } of steps) {
      live = merged(live, { ...step, time: "", form: "", merge, version: version ?? PENDING }, base);
    }
    assert.deepEqual(live.map(({ act }) => act), expected);
    assert.equal(isDisputed(live), disputed);
    assert.deepEqual(inForce(live, questions), force);
  });
}

test("there are enough shared cases", () => assert.ok(cases.length >= 40));
