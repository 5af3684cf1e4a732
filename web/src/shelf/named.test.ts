import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "./named.ts";
import { type Case, type Organisation, nothing } from "./state.ts";

test("a case is known by its code, whatever record of it is named", () => {
  const state = nothing();
  state.cases.set("case", { survivor: "she", code: "K7QF2M9T3" } as Case);
  state.roots.set("case", "she").set("line", "she");
  assert.deepEqual(named(state, "line"), { what: "case", name: "K7Q-F2M-9T3" });
  assert.deepEqual(named(state, "she"), { what: "case", name: "K7Q-F2M-9T3" });
});

test("what everybody shares is known by its own name, not as a case", () => {
  const state = nothing();
  state.organisations.set("there", { id: "there", name: "Centre Yèlèn" } as Organisation);
  state.agencies.set("agency", { id: "agency", name: "Association Dɛmɛ" });
  state.workers.set("kadi", { id: "kadi", called: "Kadi", agency: "agency", joined: true });
  state.roles.set("role", { id: "role", worker: "kadi", agency: "agency", role: "supervisor", ended: false });
  assert.deepEqual(named(state, "there"), { what: "organisation", name: "Centre Yèlèn" });
  assert.deepEqual(named(state, "agency"), { what: "agency", name: "Association Dɛmɛ" });
  assert.deepEqual(named(state, "role"), { what: "worker", name: "Kadi" });
  assert.deepEqual(named(state, "nobody"), { what: "other", name: "" });
});
