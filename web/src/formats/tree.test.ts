import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, bytesOf, unb64 } from "./canon.ts";
import { flip, known } from "./known.ts";
import { commitment, isConsistent, isIncluded, leafHash, openCheckpoint, rootOf } from "./tree.ts";

const vectors = known<{
  leaves: { salt: string; body: string; c: string; data: string; hash: string }[];
  empty: string;
  roots: { size: number; root: string }[];
  inclusion: { index: number; size: number; proof: string[] }[];
  consistency: { old: number; size: number; proof: string[] }[];
  checkpoint: { verifier: string; text: string; note: string };
}>("ledger");
const hashes = vectors.leaves.map(({ hash }) => unb64(hash));
const treeOf = async (size: number) => ({ size, root: await rootOf(hashes.slice(0, size)) });
const { note, verifier } = vectors.checkpoint;
const key = Uint8Array.from(atob(verifier.split("+").slice(2).join("+")), (char) => char.charCodeAt(0)).slice(1);

test("leaves and what they say of their payload are as in Python", async () => {
  for (const { salt, body, c, data, hash } of vectors.leaves) {
    assert.equal(b64(await leafHash(bytesOf(data))), hash);
    assert.equal(await commitment(unb64(salt), body), c);
  }
});

test("roots of every size are as in Python", async () => {
  assert.equal(b64(await rootOf([])), vectors.empty);
  for (const { size, root } of vectors.roots) assert.equal(b64((await treeOf(size)).root), root);
});

test("a path shows that a leaf is in the tree, and no other leaf", async () => {
  for (const { index, size, proof } of vectors.inclusion) {
    const [tree, path, leaf] = [await treeOf(size), proof.map((step) => unb64(step)), hashes[index]];
    assert.ok(leaf && (await isIncluded(leaf, index, tree, path)));
    assert.equal(await isIncluded(flip(leaf, 0), index, tree, path), false);
    assert.equal(await isIncluded(leaf, (index + 1) % size, tree, path), false);
    assert.equal(await isIncluded(leaf, index, tree, path.slice(1)), false);
    assert.equal(await isIncluded(leaf, index, tree, [...path, leaf]), false);
    assert.equal(await isIncluded(leaf, size, tree, path), false);
  }
});

test("a proof shows that a tree only grew", async () => {
  for (const { old, size, proof } of vectors.consistency) {
    const [before, tree, path] = [await treeOf(old), await treeOf(size), proof.map((step) => unb64(step))];
    assert.ok(await isConsistent(before, tree, path));
    const changed = { ...before, root: flip(before.root, 3) };
    assert.equal(await isConsistent(changed, tree, path), false);
    if (path.length > 0) assert.equal(await isConsistent(before, tree, path.slice(1)), false);
    assert.equal(await isConsistent(before, tree, [...path, before.root]), false);
    if (old < size) assert.equal(await isConsistent(tree, before, path), false);
  }
});

test("a checkpoint opens with its own key only, and only unchanged", async () => {
  const stated = await openCheckpoint(note, key);
  assert.deepEqual(stated, await treeOf(8));
  assert.equal(await openCheckpoint(note, flip(key, 0)), null);
  for (const bad of [note.replace("\n8\n", "\n9\n"), note.replace("— ", "- "), note.replace("\n\n", "\n"), ""]) {
    assert.equal(await openCheckpoint(bad, key), null);
  }
});
