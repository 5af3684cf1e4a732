import assert from "node:assert/strict";
import { test } from "node:test";
import { newCourse } from "../shelf/course.ts";
import { type Case, type Referral, type State, nothing } from "../shelf/state.ts";
import { readersOf, stopsOf } from "./readers.ts";

const HERE: Case = {
  id: "case", survivor: "her", code: "K7QF2M9T3", lead: "aissata", opened: "",
  consent: { services: "yes", language: "fr", form: "written", statistics: "no" }, ended: false, lines: [], danger: "", risk: "",
  reasons: [], complete: false, incidents: [], named: false, profile: {}, course: newCourse(), thread: [],
};

function village(): State {
  const state = nothing();
  for (const [id, called] of [["aissata", "Aïssata"], ["kadi", "Kadi"], ["bintou", "Bintou"], ["oumou", "Oumou"]] as const) {
    state.workers.set(id, { id, called, agency: id === "oumou" ? "yelen" : "deme", joined: true });
  }
  for (const [worker, role, agency] of [["kadi", "supervisor", "deme"], ["bintou", "dpo", "deme"], ["oumou", "supervisor", "yelen"]] as const) {
    state.roles.set(worker, { id: worker, worker, role, agency, ended: false });
  }
  const place = { region: "mopti", cercle: "", services: ["health"], deputy: "" };
  state.organisations.set("yelen", { ...place, id: "yelen", name: "Centre Yèlèn", agency: "yelen", focalPoint: "oumou" });
  state.organisations.set("sariya", { ...place, id: "sariya", name: "Sariya", agency: "", focalPoint: "" });
  return state;
}

function hand(state: State, to: string, status: Referral["status"] = "sent", until = ""): void {
  state.releases.set(`to-${to}`, { id: `to-${to}`, survivor: "her", recipient: to, categories: ["need", "contact"], until, given: "", ended: false });
  state.referrals.set(to, {
    id: to, act: {} as Referral["act"], sender: "aissata", recipient: to, service: "health", urgent: false, categories: ["need"],
    case: "case", line: "l", release: `to-${to}`, status, sent: "", answered: "", day: "", reason: "", received: "", by: [],
  });
}

const how = (state: State, here = HERE) => readersOf(state, here, "aissata").map((one) => one.how);

test("before anything is handed on: the lead, her supervisor by code, the two halves", () => {
  const readers = readersOf(village(), HERE, "aissata");
  assert.deepEqual(readers.map(({ how: name, who }) => [name, who]), [
    ["you", "Aïssata"], ["supervisor", "Kadi"], ["uncounted", ""], ["halves", "Kadi, Bintou"],
  ]);
});

test("of a child it is said what a supervisor sees, and what she is only told", () => {
  const state = village();
  const look = { standing: "waiting", at: "", reason: "", path: "" } as const;
  state.looks.set("her", { ...look, why: "best_interest" });
  assert.deepEqual(how(state), ["you", "supervisor", "look", "uncounted", "halves"]);
  state.looks.set("her", { ...look, why: "alone", standing: "told" });
  assert.deepEqual(how(state), ["you", "supervisor", "notice", "uncounted", "halves"]);
});

test("whoever reads is named with exactly what left, and until when", () => {
  const state = village();
  hand(state, "yelen", "accepted", "2026-04-01");
  const [, , reads] = readersOf(state, HERE, "aissata");
  assert.deepEqual(reads, { how: "reads", who: "Oumou", organisation: "Centre Yèlèn", what: ["need"], until: "2026-04-01" });
});

test("what was told aloud is told as such; what is over is not listed", () => {
  const state = village();
  hand(state, "sariya");
  hand(state, "yelen", "received");
  assert.deepEqual(how(state), ["you", "supervisor", "told", "uncounted", "halves"]);
});

test("a yes that nobody has used yet is a yes all the same", () => {
  const state = village();
  hand(state, "yelen");
  state.referrals.clear();
  assert.ok(how(state).includes("allowed"));
});

test("a supervisor reads as the lead's supervisor, not as the lead", () => {
  assert.deepEqual(readersOf(village(), HERE, "kadi")[0], { how: "lead", who: "Aïssata", organisation: "", what: [], until: "" });
});

test("to be counted is her own choice", () => {
  assert.ok(how(village(), { ...HERE, consent: { ...HERE.consent, statistics: "yes" } }).includes("counted"));
});

test("one yes taken back recalls what was open under it, and nothing else", () => {
  const state = village();
  hand(state, "yelen");
  hand(state, "sariya");
  assert.deepEqual(stopsOf(state, HERE, "release", "to-yelen").map(({ code, organisation }) => [code, organisation]), [
    ["recalled", "Centre Yèlèn"], ["help_stays", ""],
  ]);
});

test("what was said aloud cannot be unsaid: somebody has to call them", () => {
  const state = village();
  hand(state, "sariya");
  assert.deepEqual(stopsOf(state, HERE, "release", "to-sariya").map(({ code }) => code), ["recalled_aloud", "call_them", "help_stays"]);
});

test("all help taken back stops everything, and she may come back", () => {
  const state = village();
  hand(state, "yelen", "received");
  assert.deepEqual(stopsOf(state, HERE, "services").map(({ code }) => code), ["no_more", "erased", "figures", "nothing_new", "come_back"]);
  assert.deepEqual(stopsOf(state, HERE, "statistics").map(({ code }) => code), ["figures", "help_stays"]);
});
