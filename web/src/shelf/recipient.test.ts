import assert from "node:assert/strict";
import { test } from "node:test";
import { newWorkerKeys } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import { called, holders, isAloud, isLater } from "./recipient.ts";
import { type Organisation, nothing } from "./state.ts";

const [OUMOU, DJENEBA] = [newId(), newId()];
const there = (agency: string): Organisation => ({
  id: newId(), name: "Centre Yèlèn", region: "mopti", cercle: "", services: ["health"], agency, focalPoint: OUMOU, deputy: DJENEBA,
});

test("a sheet is sealed to the named people who hold a key; else it is said", async () => {
  const state = nothing();
  assert.equal(isAloud(state, there(newId())), true);
  state.keys.push({ id: newId(), entry: (await newWorkerKeys(DJENEBA)).entry, by: "", proved: true, place: 1, roles: ["focal_point"] });
  assert.deepEqual(holders(state, there(newId())), [DJENEBA]);
  assert.equal(isAloud(state, there(newId())), false);
  assert.equal(isAloud(state, there("")), true);
});

test("of people who sign in there only the keys are missing: the sheet leaves later", () => {
  const state = nothing();
  state.workers.set(OUMOU, { id: OUMOU, called: "Oumou", agency: newId(), joined: true });
  assert.equal(isLater(state, there(newId())), true);
  assert.equal(isLater(state, there("")), false);
  state.workers.set(OUMOU, { id: OUMOU, called: "Oumou", agency: newId(), joined: false });
  assert.equal(isLater(state, there(newId())), false);
});

test("she hears the names of who will receive", () => {
  const state = nothing();
  state.workers.set(OUMOU, { id: OUMOU, called: "Oumou", agency: newId(), joined: true });
  assert.deepEqual(called(state, there(newId())), ["Oumou"]);
});
