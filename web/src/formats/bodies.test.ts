import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Body, type Place, openBody, sealBody } from "./bodies.ts";
import { type JsonObject, b64, unb64 } from "./canon.ts";
import { type KeyJson, type Refusal, flip, given, keyOf, known, refusal } from "./known.ts";
import { Refused } from "./refusal.ts";

type Case = { name: string; part: Body; place: Place; key: KeyJson };
const vectors = known<{
  cases: (Case & { answers: JsonObject })[];
  refused: (Case & Refusal)[];
}>("body");

for (const { name, answers, part, place, key } of vectors.cases) {
  test(`body: ${name}`, async () => {
    assert.deepEqual(await sealBody(answers, place, keyOf(key), given(part.salt)), part);
    assert.deepEqual(await openBody(part, place, keyOf(key)), answers);
  });
}

for (const { name, part, place, key, ...no } of vectors.refused) {
  test(`body refused: ${name}`, async () => {
    await assert.rejects(openBody(part, place, keyOf(key)), refusal(no));
  });
}

test("the same answers never look the same twice", async () => {
  const [{ answers, place, key }] = vectors.cases as [Case & { answers: JsonObject }];
  const [one, two] = [await sealBody(answers, place, keyOf(key)), await sealBody(answers, place, keyOf(key))];
  assert.notEqual(one.ct, two.ct);
});

const sample = vectors.cases[1] as Case;
const other = vectors.cases[2] as Case;
const fields = Object.keys(sample.part) as (keyof Body)[];
const change = fc.oneof(
  fc.record({ how: fc.constant("exchange" as const), field: fc.constantFrom(...fields), at: fc.nat(600) }),
  fc.record({ how: fc.constant("flip" as const), field: fc.constantFrom("salt", "ct"), at: fc.nat(271) }),
  fc.record({ how: fc.constant("cut" as const), field: fc.constantFrom("salt", "ct"), at: fc.nat(300) }),
);

function changed(part: Body, { how, field, at }: { how: string; field: string; at: number }): Body {
  const text = String(part[field as keyof Body]);
  if (how === "exchange") return { ...part, [field]: other.part[field as keyof Body] };
  if (how === "cut") return { ...part, [field]: text.slice(0, at) };
  return { ...part, [field]: b64(flip(unb64(text), at % unb64(text).length)) };
}

test("any element exchanged, flipped or cut is refused or changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(change, async (how) => {
      const part = changed(sample.part, how);
      if (JSON.stringify(part) === JSON.stringify(sample.part)) return;
      await assert.rejects(openBody(part, sample.place, keyOf(sample.key)), Refused);
    }),
    { numRuns: 100 },
  );
});
