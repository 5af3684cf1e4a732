import assert from "node:assert/strict";
import { test } from "node:test";
import { type Act, type Masked, actDigest, firstStanding, isSigned, signAct, signedBytes, writeAct } from "./act.ts";
import { unb64 } from "./canon.ts";
import { known } from "./known.ts";
import { signPublic } from "./signature.ts";

type Case = { name: string; act: Act; masked: Masked; signed: string; digest: string };
const vectors = known<{
  seed: string;
  public: string;
  millis: number;
  cases: Case[];
  forged: { name: string; act: Act }[];
}>("act");
const seed = unb64(vectors.seed);

for (const { name, act, masked, signed, digest } of vectors.cases) {
  test(`act: ${name}`, async () => {
    assert.equal(new TextDecoder().decode(await signedBytes(act)), signed);
    assert.equal(await actDigest(act), digest);
    assert.deepEqual(await signAct(act, seed), act);
    assert.ok(await isSigned(act, vectors.public));
    assert.ok(await isSigned(masked, vectors.public), "digests stand for what is hidden");
  });
}

for (const { name, act } of vectors.forged) {
  test(`forged act: ${name}`, async () => {
    assert.equal(await isSigned(act, vectors.public), false);
  });
}

test("a device numbers its acts and writes the ones that Python writes", async () => {
  const first = vectors.cases[0]?.act as Act;
  let standing = firstStanding(first.device);
  for (const { act } of vectors.cases) {
    const written = await writeAct({ ...act }, standing, seed, vectors.millis);
    assert.deepEqual(written.act, act);
    standing = written.standing;
  }
  assert.equal(standing.seq, vectors.cases.length);
  assert.equal(signPublic(seed), vectors.public);
});

test("a signature of another size or key is no signature", async () => {
  const act = vectors.cases[0]?.act as Act;
  assert.equal(await isSigned({ ...act, sig: act.sig.slice(2) }, vectors.public), false);
  assert.equal(await isSigned(act, "AAAA"), false);
});
