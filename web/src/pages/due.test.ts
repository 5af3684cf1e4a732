import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { type Case, type Organisation, type Referral, type State, nothing } from "../shelf/state.ts";
import { dueOf, inboxOf } from "./due.ts";

const ME = newId();
const THERE: Organisation = {
  id: newId(), name: "Centre Yèlèn", region: "mopti", cercle: "", services: ["health"],
  agency: "", focalPoint: ME, deputy: "",
};

function withCase(over: Partial<Case> = {}): [State, Case] {
  const state = nothing();
  const line = { id: newId(), need: "health", outcome: "", reoffer: "", barriers: [], dropped: false };
  const here: Case = {
    id: newId(), survivor: newId(), code: "K7QF2M9T3", lead: ME, opened: "2026-03-02T10:00:00.000Z",
    consent: { services: "yes", language: "fr", form: "written", statistics: "no" }, ended: false,
    lines: [line], danger: "", risk: "", reasons: [], complete: false, incidents: [], named: false,
    profile: {}, thread: [], ...over,
  };
  state.cases.set(here.id, here);
  state.organisations.set(THERE.id, THERE);
  return [state, here];
}

function referred(state: State, here: Case, over: Partial<Referral>): void {
  const id = newId();
  state.referrals.set(id, {
    id, act: {} as Referral["act"], sender: ME, recipient: THERE.id, service: "health", urgent: false,
    categories: [], case: here.id, line: here.lines[0]?.id ?? "", release: "", status: "sent",
    sent: "2026-03-02T11:00:00.000Z", answered: "", day: "", reason: "", received: "", by: [], ...over,
  });
}

const what = (state: State) => dueOf(state, ME).map((due) => due.what);

test("a need with nobody yet is drawn, a declined one is left in peace", () => {
  const [state, here] = withCase();
  assert.deepEqual(what(state), ["no_service"]);
  (here.lines[0] as { outcome: string }).outcome = "declined";
  assert.deepEqual(what(state), []);
});

test("danger comes before everything", () => {
  const [state] = withCase({ danger: "yes" });
  assert.deepEqual(what(state), ["danger", "no_service"]);
});

test("silence is drawn: an urgent referral without answer cannot wait", () => {
  const [state, here] = withCase();
  referred(state, here, { urgent: true, recipient: newId() });
  assert.deepEqual(dueOf(state, ME).map(({ what, tone }) => [what, tone]), [["unanswered", "wait"]]);
});

test("an answer that arrived is shown until she received", () => {
  const [state, here] = withCase();
  referred(state, here, { status: "accepted", recipient: newId() });
  assert.deepEqual(what(state), ["accepted"]);
  for (const one of state.referrals.values()) one.status = "received";
  assert.deepEqual(what(state), []);
});

test("whoever withdrew her yes is not pursued", () => {
  const [state] = withCase({ danger: "yes", ended: true });
  assert.deepEqual(what(state), []);
});

test("only the named focal point or deputy finds a referral in the inbox", () => {
  const [state, here] = withCase({ lead: newId() });
  referred(state, here, {});
  assert.equal(inboxOf(state, ME).length, 1);
  assert.equal(inboxOf(state, newId()).length, 0);
  assert.deepEqual(what(state), ["arrived"]);
});

test("a referral that was called back leaves the need open; a settled one is left in peace", () => {
  const [state, here] = withCase();
  referred(state, here, { status: "recalled", recipient: newId() });
  assert.deepEqual(what(state), ["no_service"]);
  for (const one of state.referrals.values()) one.status = "declined";
  assert.deepEqual(what(state), ["declined"]);
  (here.lines[0] as { outcome: string }).outcome = "declined";
  assert.deepEqual(what(state), []);
});

test("a need she no longer names is not pursued, but an answer to it is shown", () => {
  const [state, here] = withCase();
  (here.lines[0] as { dropped: boolean }).dropped = true;
  assert.deepEqual(what(state), ["no_need"]);
  referred(state, here, { status: "accepted", recipient: newId() });
  assert.deepEqual(what(state), ["no_need", "accepted"]);
  for (const one of state.referrals.values()) one.status = "declined";
  assert.deepEqual(what(state), ["no_need"]);
});
