import assert from "node:assert/strict";
import { test } from "node:test";
import { b64 } from "./canon.ts";
import { newAgencyKeys, newWorkerKeys, requireEntry } from "./entry.ts";
import { fingerprint } from "./fingerprint.ts";
import { type PairJson, known, pairOf, refusal } from "./known.ts";

const vectors = known<{
  cases: PairJson[];
  refused: { name: string; entry: unknown; field: string }[];
}>("entry");

test("the same seeds give the same public entry as in Python", async () => {
  for (const row of vectors.cases) {
    const pair = await pairOf(row);
    assert.deepEqual(pair.entry, row.entry);
    assert.equal(pair.fingerprint, row.fingerprint);
    assert.equal(await fingerprint(row.entry), row.fingerprint);
    requireEntry(row.entry);
  }
});

for (const { name, entry, field } of vectors.refused) {
  test(`entry refused: ${name}`, () => {
    assert.throws(() => requireEntry(entry), refusal({ code: "key.malformed", field }));
  });
}

test("drawn keys are new each time, and agencies do not sign", async () => {
  const worker = vectors.cases[0]?.entry.id ?? "";
  const [one, two] = [await newWorkerKeys(worker), await newWorkerKeys(worker)];
  assert.notEqual(one.fingerprint, two.fingerprint);
  assert.notEqual(b64(one.kemSeed), b64(one.signSeed));
  assert.equal((await newAgencyKeys({ owner: "vault", id: worker, epoch: 2 })).entry.sign, "");
});
