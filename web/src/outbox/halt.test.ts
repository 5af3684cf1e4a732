import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import { Refused } from "../formats/refusal.ts";
import { blamed } from "./halt.ts";

const acts = [3, 4, 5].map((seq) => ({ seq }) as Act);

test("an act is blamed by its place, by its number, or for being too large alone", () => {
  assert.deepEqual(blamed(new Refused("act.malformed", "1.hlc"), acts, 9), { act: acts[1], code: "act.malformed" });
  assert.deepEqual(blamed(new Refused("act.signature", "5"), acts, 9), { act: acts[2], code: "act.signature" });
  assert.deepEqual(blamed(new Refused("exchange.too_large"), acts.slice(0, 1), 9), { act: acts[0], code: "exchange.too_large" });
  assert.equal(blamed(new Refused("exchange.too_large"), acts, 1), null);
});

test("what is no single act's fault is thrown on", () => {
  const none = [new Refused("act.malformed", "7.id"), new Refused("act.signature", "9"), new Refused("act.malformed"),
    new Refused("device.revoked"), new Refused("network.slow"), new TypeError()];
  for (const error of none) assert.throws(() => blamed(error, acts, 9), error);
});
