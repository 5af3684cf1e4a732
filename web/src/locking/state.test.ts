import assert from "node:assert/strict";
import { test } from "node:test";
import { type Lock, type Place, inOrder, markOf } from "./state.ts";

const PLACE: Place = {
  id: "a", name: "Porte bleue", organisation: "Yèlèn", draft: false, staff: [], devices: 0,
  referrals: 0, appointments: 0, follow_ups: 0, lock: "", unverified: false,
};
const lock = (id: string, state: Lock["state"]) => ({ id, state }) as Lock;

test("a place says in one word how it stands", () => {
  assert.equal(markOf(PLACE, []), "open");
  assert.equal(markOf({ ...PLACE, draft: true }, []), "draft");
  assert.equal(markOf({ ...PLACE, unverified: true }, []), "unverified");
  assert.equal(markOf({ ...PLACE, lock: "l" }, [lock("l", "locked")]), "locked");
  assert.equal(markOf({ ...PLACE, lock: "l" }, [lock("l", "proposed")]), "proposed");
});

test("what asks for somebody comes first, then by name", () => {
  const places = [PLACE, { ...PLACE, id: "b", name: "Atelier" }, { ...PLACE, id: "c", name: "Zone", lock: "l" }];
  assert.deepEqual(inOrder(places, [lock("l", "locked")]).map(({ id }) => id), ["c", "b", "a"]);
});
