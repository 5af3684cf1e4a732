import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type JsonObject, b64, unb64 } from "./canon.ts";
import { type Grant, type Terms, holdGrant, joinHalves, joined, makeGrant, openGrant, splitKey } from "./grants.ts";
import { keysFrom, keysPlain } from "./keys.ts";
import { type KeyJson, type PairJson, type Refusal, flip, given, keyOf, known, pairOf, refusal } from "./known.ts";
import { Refused } from "./refusal.ts";
import { browserGrant } from "./vectors.ts";

const vectors = known<{
  signer: PairJson;
  recipient: PairJson;
  other: PairJson;
  terms: Terms;
  keys: JsonObject;
  part: Grant;
  hold: { agency: PairJson; record: string; part: Grant };
  halves: { key: KeyJson; vault: KeyJson; oversight: KeyJson };
  refused: (Refusal & { part: Grant })[];
}>("grant");
const { terms, part, hold } = vectors;
const [signer, mine, other] = await Promise.all([vectors.signer, vectors.recipient, vectors.other].map(pairOf));
assert.ok(signer && mine && other);

test("a grant made in Python opens", async () => {
  assert.deepEqual(keysPlain(await openGrant(part, terms, mine, signer.entry)), vectors.keys);
});

for (const { name, part: bad, ...no } of vectors.refused) {
  test(`grant refused: ${name}`, async () => {
    await assert.rejects(openGrant(bad, terms, mine, signer.entry), refusal(no));
  });
}

test("nobody but the recipient opens a grant", async () => {
  const no = refusal({ code: "grant.recipient", field: "" });
  await assert.rejects(openGrant(part, terms, other, signer.entry), no);
});

test("a grant is refused when another is said to have signed it", async () => {
  const no = refusal({ code: "grant.forged", field: "" });
  await assert.rejects(openGrant(part, terms, mine, mine.entry), no);
});

test("an agency key is handed to its holder", async () => {
  const agency = await pairOf(hold.agency);
  const held: Terms = { object: agency.entry.id, rights: "hold", consent: null };
  const again = await holdGrant(agency, hold.record, mine.entry, signer);
  for (const grant of [hold.part, again]) {
    const { vault } = await openGrant(grant, held, mine, signer.entry);
    assert.equal(b64(vault?.key ?? new Uint8Array()), hold.agency.kem);
  }
});

test("a grant made here is as long as one made in Python", async () => {
  const made = await makeGrant(keysFrom(vectors.keys), terms, mine.entry, signer);
  assert.equal(made.ct.length, part.ct.length);
  assert.deepEqual(await openGrant(made, terms, mine, signer.entry), keysFrom(vectors.keys));
});

test("two halves make the key, and one is worth nothing", () => {
  const { key, vault, oversight } = vectors.halves;
  assert.deepEqual(splitKey(keyOf(key), given(vault.key)), [keyOf(vault), keyOf(oversight)]);
  assert.deepEqual(joinHalves(keyOf(vault), keyOf(oversight)), keyOf(key));
  const stranger = { ...keyOf(oversight), id: "another" };
  assert.throws(() => joinHalves(keyOf(vault), stranger), refusal({ code: "sealed.other", field: "" }));
});

const recovery = known<{
  signer: PairJson;
  recipient: PairJson;
  recovery: PairJson;
  held: { agency: PairJson; record: string; part: Grant }[];
  halves: { terms: Terms; keys: JsonObject; part: Grant }[];
  joined: JsonObject;
}>("recovery");

test("a lost caseload is joined from its two halves", async () => {
  const [to, by] = [await pairOf(recovery.recipient), await pairOf(recovery.signer)];
  const opened = await Promise.all(recovery.halves.map((half) => openGrant(half.part, half.terms, to, by.entry)));
  const [vault = {}, oversight = {}, glass] = opened;
  assert.deepEqual(glass, oversight);
  assert.deepEqual(keysPlain(joined(vault, oversight)), recovery.joined);
  const [, ...short] = Object.entries(oversight);
  const no = refusal({ code: "sealed.other", field: "" });
  for (const other of [{}, Object.fromEntries(short)]) {
    assert.throws(() => joined(vault, other), no);
    assert.throws(() => joined(other, vault), no);
  }
});

test("the recovery key opens each agency key", async () => {
  const [to, by] = [await pairOf(recovery.recovery), await pairOf(recovery.signer)];
  for (const { agency, part: grant } of recovery.held) {
    const { owner, id } = agency.entry;
    const opened = await openGrant(grant, { object: id, rights: "hold", consent: null }, to, by.entry);
    assert.equal(b64(opened[owner]?.key ?? new Uint8Array()), agency.kem);
  }
});

test("the grant for Python is the one that this code makes", async () => {
  assert.deepEqual(known("grant_from_browser"), await browserGrant());
});

const text = fc.constantFrom("enc", "ct", "sig", "to", "signer", "object", "rights", "consent");

test("any element flipped, cut or exchanged is refused", async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.nat(2000), fc.boolean(), async (field, at, cut) => {
      const old = String(part[field as keyof Grant]);
      const bad = cut ? old.slice(0, at % old.length) : changed(old, at, hold.part[field as keyof Grant]);
      await assert.rejects(openGrant({ ...part, [field]: bad }, terms, mine, signer.entry), Refused);
    }),
    { numRuns: 100 },
  );
});

function changed(old: string, at: number, instead: unknown): unknown {
  if (old.length < 43 || instead === old) return instead === old ? `${old}x` : instead;
  const raw = unb64(old);
  return b64(flip(raw, at % raw.length));
}
