import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { b64, bytesOf, unb64 } from "./canon.ts";
import { type Refusal, known, refusal } from "./known.ts";
import { type Seen, type ToldKey, type ToldLog, advanced, cosignature, provedKeys, requireLogged } from "./log.ts";
import { isSignature } from "./signature.ts";
import { isConsistent, isIncluded, leafHash, rootOf } from "./tree.ts";

type Answer = { readonly log: ToldLog; readonly keys: readonly ToldKey[] };
const vectors = known<{
  unseen: Seen; seen: Seen; after: Seen; first: Answer; later: Answer;
  trees: { name: string; log: ToldLog; code: string }[];
  keys: { name: string; key: ToldKey }[];
  cosignature: { worker: string; seed: string; sign: string; time: number; line: string };
}>("log");
const code = (name: string): Omit<Refusal, "name"> => ({ code: name, field: "" });

test("a tree that only grew is taken, and every key that stands in it", async () => {
  const seen = await advanced(vectors.unseen, vectors.first.log);
  assert.deepEqual([seen.size, seen.root], [vectors.seen.size, vectors.seen.root]);
  assert.equal((await provedKeys(vectors.first.keys, seen)).length, 2);
  const after = await advanced(seen, vectors.later.log);
  assert.deepEqual([after.size, after.root], [vectors.after.size, vectors.after.root]);
  assert.equal((await provedKeys(vectors.later.keys, after)).length, 3);
  assert.deepEqual(await advanced(after, { ...vectors.later.log, proof: [] }), after);
});

test("a cosignature is the one that Python makes", async () => {
  const { worker, seed, time, line } = vectors.cosignature;
  assert.equal(await cosignature(vectors.later.log.note, worker, unb64(seed), time * 1000), line);
});

for (const { name, log, code: no } of vectors.trees) {
  test(`a false tree is refused: ${name}`, () => assert.rejects(advanced(vectors.seen, log), refusal(code(no))));
}

for (const { name, key } of vectors.keys) {
  test(`a false key is refused: ${name}`, async () => assert.deepEqual(await provedKeys([key], vectors.after), []));
}

test("a fact of another kind is not proved by a key's leaf", async () => {
  const [told] = vectors.later.keys;
  const open = { fp: "", owner: "worker", id: "", epoch: 1 };
  await assert.rejects(requireLogged({ type: "bundle", kind: "bundle", open }, told?.proof, vectors.after), refusal(code("key.unproved")));
});

const sizes = fc.integer({ min: 1, max: 40 });
const leavesOf = (size: number) => Promise.all(Array.from({ length: size }, (_, n) => leafHash(bytesOf(String(n)))));

test("no proof made of other hashes is taken, however long or short", async () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((raw) => Uint8Array.from(raw));
  await fc.assert(fc.asyncProperty(sizes, sizes, fc.array(bytes, { maxLength: 8 }), async (old, size, proof) => {
    const leaves = await leavesOf(size);
    const tree = { size, root: await rootOf(leaves) };
    const forged = { size: old, root: await leafHash(bytesOf("forged")) };
    assert.equal(await isConsistent(forged, tree, proof), false);
    assert.equal(await isIncluded(forged.root, old % size, tree, proof), false);
  }), { numRuns: 500 });
});

test("no key is taken whose proof was changed in any one place", async () => {
  const changes = fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 255 }), how: fc.constantFrom("flip", "cut", "swap", "double") });
  await fc.assert(fc.asyncProperty(changes, fc.nat({ max: 2 }), async ({ at, bit, how }, which) => {
    const told = vectors.later.keys[which];
    const proof = told?.proof as { path: string[] };
    const path = [...proof.path];
    const place = at % path.length;
    const step = unb64(path[place] ?? "");
    step[bit % 32] = (step[bit % 32] ?? 0) ^ (1 << (bit % 8));
    if (how === "flip") path[place] = b64(step);
    if (how === "cut") path.splice(place, 1);
    if (how === "swap") path.splice(place, 1, path[(place + 1) % path.length] ?? "");
    if (how === "double") path.splice(place, 0, path[place] ?? "");
    assert.deepEqual(await provedKeys([{ ...(told as ToldKey), proof: { ...proof, path } }], vectors.after), []);
  }), { numRuns: 300 });
});

test("a signature under a checkpoint says nothing of another", () => {
  const { line, sign, time } = vectors.cosignature;
  const raw = Uint8Array.from(atob(line.split(" ")[2] ?? ""), (char) => char.charCodeAt(0));
  const body = (note: string) => bytesOf(`cosignature/v1\ntime ${time}\n${note.slice(0, note.indexOf("\n\n") + 1)}`);
  assert.ok(isSignature(b64(raw.slice(12)), sign, body(vectors.later.log.note)));
  assert.equal(isSignature(b64(raw.slice(12)), sign, body(vectors.first.log.note)), false);
});
