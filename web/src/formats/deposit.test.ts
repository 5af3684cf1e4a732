import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "./canon.ts";
import { type Deposit, openDeposit } from "./deposit.ts";
import { type PairJson, type Refusal, known, pairOf, refusal } from "./known.ts";

const vectors = known<{
  mine: PairJson; other: PairJson; object: string; left: JsonObject; part: Deposit;
  refused: (Refusal & { part: Deposit })[];
}>("deposit");
const mine = await pairOf(vectors.mine);

test("what the server sealed opens with the intake key", async () => {
  assert.deepEqual(await openDeposit(vectors.part, vectors.object, mine), vectors.left);
});

for (const { name, part, ...no } of vectors.refused) {
  test(`deposit refused: ${name}`, async () => {
    await assert.rejects(openDeposit(part, vectors.object, mine), refusal(no));
  });
}

test("nobody else opens it, and another shape is refused", async () => {
  const other = await pairOf(vectors.other);
  await assert.rejects(openDeposit(vectors.part, vectors.object, other), refusal({ code: "sealed.other", field: "" }));
  const longer = { ...vectors.part, name: "x" } as Deposit;
  await assert.rejects(openDeposit(longer, vectors.object, mine), refusal({ code: "sealed.malformed", field: "" }));
});
