import assert from "node:assert/strict";
import { test } from "node:test";
import type { Line, Referral } from "../shelf/state.ts";
import { cellsOf } from "./needs-table.ts";

const line = (outcome = ""): Line => ({ id: "l", need: "legal", outcome, reoffer: "", barriers: [], dropped: false });

function referral(over: Partial<Referral>): Referral {
  return {
    id: "r", act: {} as Referral["act"], sender: "", recipient: "", service: "legal", urgent: false, categories: [],
    case: "", line: "l", release: "", status: "sent", sent: "", answered: "", day: "", reason: "", received: "", by: [], ...over,
  };
}

test("a need with nothing says so, and says when there is no service", () => {
  assert.equal(cellsOf(line(), undefined).sent?.text, "cell.nothing");
  assert.equal(cellsOf(line("unavailable"), undefined).sent?.text, "cell.unavailable");
});

test("a no is kept with respect and nothing is asked after it", () => {
  const cells = cellsOf(line("declined"), undefined);
  assert.deepEqual([cells.yes?.text, cells.sent, cells.accepted, cells.received], ["cell.not_now", null, null, null]);
});

test("a referral without an answer is as visible as one that went well", () => {
  assert.equal(cellsOf(line(), referral({ urgent: true })).accepted?.tone, "wait");
  assert.equal(cellsOf(line(), referral({ status: "received", received: "yes" })).received?.dot, true);
});

test("part of a service is not the whole", () => {
  assert.equal(cellsOf(line(), referral({ status: "received", received: "partly" })).received?.text, "cell.partly");
  assert.equal(cellsOf(line(), referral({ status: "accepted", received: "no" })).received?.text, "cell.missed");
});
