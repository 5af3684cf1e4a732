import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";

const [REFERRAL, CASE, LINE, SURVIVOR] = [newId(), newId(), newId(), newId()];
const RETURN = { return: { lock: newId(), reason: "locked" } };
let position = 0;

function known(kind: string, groups: Groups): Known {
  position += 1;
  const whole = { v: 1, id: newId(), device: newId(), seq: position, kind, record: REFERRAL, base: position, groups, sealed: [] } as const;
  const act: Act = { ...whole, time: "2026-03-02T10:00:00.000Z", form: "x@1", hlc: "x", actor: newId(), sig: "" };
  return { act, root: SURVIVOR, position, version: position, received: "", state: "applied", code: "" };
}

const sent = () => known("referral.sent", { handover: { recipient: "yelen", service: "health" }, line: { case: CASE, line: LINE, survivor: SURVIVOR } });
const yes = () => known("referral.accepted", { answer: { said_by: "app", appointment_day: "2026-03-05" } });
const after = (...acts: Known[]) => fold(acts).referrals.get(REFERRAL);

test("from a locked place a referral comes back, answered or not, and says why", () => {
  for (const before of [[sent()], [sent(), yes()]]) {
    const found = after(...before, known("referral.returned", RETURN));
    assert.deepEqual([found?.status, found?.reason], ["declined", "locked"]);
  }
});

test("what was received before stays received", () => {
  const got = () => known("service.received", { receipt: { received: "yes", confirmed_by: "survivor" } });
  assert.equal(after(sent(), yes(), got(), known("referral.returned", RETURN))?.status, "received");
});
