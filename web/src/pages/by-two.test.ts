import assert from "node:assert/strict";
import { test } from "node:test";
import type { Known } from "../shelf/known.ts";
import { byTwo } from "./by-two.ts";

function known(kind: string, actor: string, record = "one", state: Known["state"] = "applied"): Known {
  const act = { kind, actor, record, time: "2026-11-02T09:00:00.000Z", groups: {}, sealed: [] } as unknown as Known["act"];
  return { act, root: "her", position: 1, version: 1, received: "", state, code: "" };
}

const ASKED = known("glass.requested", "kadi");
const GIVEN = known("glass.released", "tata");

test("whoever asked and whoever gave the other half are both told", () => {
  assert.deepEqual(byTwo([ASKED, GIVEN]), [{ how: "opening", people: ["kadi", "tata"], at: GIVEN.act.time }]);
});

test("it stays written when it is closed again", () => {
  const [found] = byTwo([ASKED, GIVEN, known("glass.closed", "work")]);
  assert.equal(found?.how, "opened");
});

test("what was asked, refused or lapsed opened nothing", () => {
  assert.deepEqual(byTwo([ASKED]), []);
  assert.deepEqual(byTwo([ASKED, known("glass.refused", "tata")]), []);
  assert.deepEqual(byTwo([ASKED, known("glass.closed", "work")]), []);
  assert.deepEqual(byTwo([ASKED, { ...GIVEN, state: "quarantined" }]), []);
});

test("each access stands alone", () => {
  const second = [known("glass.requested", "coumba", "two"), known("glass.released", "tata", "two"), known("glass.closed", "coumba", "two")];
  assert.deepEqual(byTwo([ASKED, GIVEN, ...second]).map(({ how, people }) => [how, people[0]]), [["opening", "kadi"], ["opened", "coumba"]]);
});
