import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, sha256, unb64, b64 } from "./canon.ts";
import { unsealed } from "./grants.ts";
import { known } from "./known.ts";
import { type Letter, letter, plainOf, sealParcel } from "./parcel.ts";

const vectors = known<{ seed: string; kem: string; letters: Letter[]; plain_sha256: string; file: { ct: string } }>("parcel");
const ENC = 1120;

async function opened(file: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const part = { enc: b64(file.slice(1, 1 + ENC)), ct: b64(file.slice(1 + ENC)) };
  return unsealed(part, bytesOf("demeso/parcel/v1\n"), unb64(vectors.seed));
}
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

test("what is sealed is the same as in Python", async () => {
  const plain = plainOf(vectors.letters);
  assert.equal(hex(await sha256(plain)), vectors.plain_sha256);
  assert.deepEqual(await opened(unb64(vectors.file.ct)), plain);
});

test("a parcel made here opens with the server's seed, is as long, and never twice the same", async () => {
  const [one, other] = await Promise.all([1, 2].map(() => sealParcel(vectors.letters, unb64(vectors.kem))));
  assert.ok(one && other);
  assert.deepEqual(await opened(one), plainOf(vectors.letters));
  assert.equal(one.length, unb64(vectors.file.ct).length);
  assert.notDeepEqual(one.slice(0, 40), other.slice(0, 40));
});

test("few letters are as long as none: the file does not say how many", () => {
  const short = letter({ "X-Device": "d", "X-Signed-At": "a", "X-Signature": "s" }, bytesOf("{}"));
  assert.equal(plainOf([]).length, plainOf([short, short]).length);
  assert.deepEqual([short.encoding, letter({ "Content-Encoding": "gzip" }, bytesOf("")).encoding], ["", "gzip"]);
});
