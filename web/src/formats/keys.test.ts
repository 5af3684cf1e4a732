import assert from "node:assert/strict";
import { test } from "node:test";
import { type Json, b64 } from "./canon.ts";
import { isUuid7 } from "./ids.ts";
import { keysFrom, keysPlain, newKey } from "./keys.ts";
import { refusal } from "./known.ts";

test("a drawn key comes back", () => {
  const key = newKey(1790000000000);
  assert.ok(isUuid7(key.id));
  assert.deepEqual(keysFrom(keysPlain({ identity: key })), { identity: key });
});

test("other shapes of keys are refused", () => {
  const { id } = newKey();
  const rows: Json[] = [7, { id }, { id, key: "AAAA" }, { id: "x", key: b64(new Uint8Array(32)) }];
  const shapes = [null, [], 7, ...rows.map((identity) => ({ identity }))];
  for (const plain of [undefined, ...shapes]) {
    assert.throws(() => keysFrom(plain), refusal({ code: "sealed.plain", field: "" }));
  }
});
