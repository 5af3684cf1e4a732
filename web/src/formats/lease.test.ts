import assert from "node:assert/strict";
import { test } from "node:test";
import { argon } from "./argon.ts";
import { b64, unb64 } from "./canon.ts";
import { known, refusal } from "./known.ts";
import { type Place, type Spare, shelfKey } from "./lease.ts";
import { digitsOf, spareSecret } from "./spoken.ts";

type Told = Place & { code: string; spare: Spare };
const vectors = known<{
  secret: string;
  user_key: string;
  shelf_keys: { device: string; key: string }[];
  told: Told[];
  refused: (Told & { name: string })[];
}>("lease");

test("the shelf's key is made of her half and the lease's, and is another on each device", async () => {
  for (const { device, key } of vectors.shelf_keys) {
    assert.equal(b64(await shelfKey(unb64(vectors.user_key), unb64(vectors.secret), device)), key);
  }
});

test("the code of a period, made in Python, gives the lease secret back", async () => {
  for (const { code, spare, ...place } of vectors.told) {
    assert.equal(b64(await spareSecret(spare, code, place, argon)), vectors.secret);
    const aloud = `${code.slice(0, 5)} ${code.slice(5)}`;
    assert.equal(digitsOf(aloud), code);
  }
});

for (const { name, code, spare, ...place } of vectors.refused) {
  test(`a lease is not opened with ${name}`, async () => {
    await assert.rejects(spareSecret(spare, code, place, argon), refusal({ code: "lease.code", field: "" }));
  });
}
