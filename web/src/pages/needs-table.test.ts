import assert from "node:assert/strict";
import { test } from "node:test";
import type { Line, Referral } from "../shelf/state.ts";
import { rowOf } from "./needs-table.ts";

const TODAY = "2026-03-02";
const line = (outcome = ""): Line => ({ id: "l", need: "legal", outcome, reoffer: "", barriers: [], dropped: false });
const tones = (row: ReturnType<typeof rowOf>) => [row.yes, row.sent, row.accepted, row.received].map(({ tone }) => tone).join(" ");

function handed(over: Partial<Referral>, outcome = "referred") {
  const referral = {
    id: "r", act: {} as Referral["act"], sender: "", recipient: "", service: "legal", urgent: false, categories: [],
    case: "", line: "l", release: "", status: "sent", sent: "", answered: "", day: "", reason: "", received: "", by: [], ...over,
  } as Referral;
  return rowOf(line(outcome), referral, TODAY);
}

test("a need with nobody says so, and says when there is no service", () => {
  const [nobody, none] = [rowOf(line(), undefined, TODAY), rowOf(line("unavailable"), undefined, TODAY)];
  assert.deepEqual([tones(nobody), nobody.said.word], ["got due void void", "need.nobody"]);
  assert.deepEqual([tones(none), none.said.word], ["got wait void void", "need.unavailable"]);
});

test("a no is kept with respect and nothing is asked after it", () => {
  const row = rowOf(line("declined"), undefined, TODAY);
  assert.deepEqual([tones(row), row.said], ["void void void void", { tone: "void", word: "need.not_now" }]);
});

test("a referral without an answer is as visible as one that went well", () => {
  assert.equal(tones(handed({})), "got got due void");
  const urgent = handed({ urgent: true });
  assert.deepEqual([tones(urgent), urgent.said], ["got got wait void", { tone: "wait", word: "need.unanswered" }]);
  assert.equal(tones(handed({ status: "received", received: "yes", by: ["survivor"] })), "got got got got");
});

test("what the provider says is not yet what she says", () => {
  assert.equal(handed({ status: "received", received: "yes", by: ["provider"] }).said.word, "need.given");
  assert.equal(handed({ status: "received", received: "yes", by: ["provider", "survivor"] }).said.word, "need.confirmed");
});

test("a day that has passed asks whether she received", () => {
  assert.equal(handed({ status: "accepted", day: "2026-03-03" }).said.word, "need.awaited");
  assert.equal(handed({ status: "accepted", day: TODAY }).said.word, "need.awaited");
  assert.equal(handed({ status: "accepted", day: "2026-03-01" }).said.word, "need.unsure");
  assert.equal(handed({ status: "accepted" }).said.word, "need.awaited_soon");
  assert.deepEqual(handed({ status: "accepted", received: "no" }).said, { tone: "wait", word: "need.missed" });
});

test("part of a service is not the whole", () => {
  const row = handed({ status: "received", received: "partly", by: ["survivor"] });
  assert.deepEqual([tones(row), row.said.word], ["got got got due", "need.partly"]);
});

test("who says no, and who is called back, leave the need open to see", () => {
  assert.equal(tones(handed({ status: "declined" })), "got got wait void");
  assert.equal(tones(handed({ status: "recalled" })), "got void void void");
});

test("what was given here, or elsewhere before, is received", () => {
  for (const outcome of ["provided", "already"]) {
    assert.equal(tones(rowOf(line(outcome), undefined, TODAY)), "got void void got");
  }
});
