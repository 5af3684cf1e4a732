import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { holdKeys, keysOf } from "../shelf/keys.ts";
import { Shelf } from "../shelf/shelf.ts";
import { whoIfReached } from "./opening.ts";
import { end, isOpen, restingToken } from "./session.ts";

pretendPage();
const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

test("closing the notebook overwrites every key and leaves nothing to the next person", async () => {
  new Server();
  const mine = await sitDown();
  const [object, key] = [newId(), newKey()];
  holdKeys(object, { identity: key });
  for (const rest of [true, false]) {
    end({ rest });
    for (const secret of [mine.userKey, mine.kemSeed, mine.signSeed, mine.deviceSeed, key.key]) assert.ok(isZero(secret));
    assert.deepEqual([mine.opened.size, isOpen()], [0, false]);
  }
  const other = await sitDown();
  assert.deepEqual(await keysOf(await Shelf.load(other), object), {});
});

test("keys cannot be kept once the notebook is closed", async () => {
  await sitDown();
  end({ rest: false });
  assert.throws(() => holdKeys(newId(), {}), (error) => error instanceof Refused && error.code === "session.locked");
});

test("a token rests only for the same person, and only after a lock", async () => {
  await sitDown("mine");
  end({ rest: true });
  assert.deepEqual([restingToken("aissata"), restingToken("oumou")], ["mine", ""]);
  await sitDown("mine");
  end({ rest: false });
  assert.equal(restingToken("aissata"), "");
});

test("a resting token that the server refuses is dropped; one it cannot be asked about stays", async () => {
  await sitDown("mine");
  end({ rest: true });
  new Server(() => ({ status: 500, body: null }));
  assert.equal(await whoIfReached("mine"), undefined);
  assert.equal(restingToken("aissata"), "mine");
  new Server(() => ({ status: 401, body: { code: "session.missing" } }));
  await assert.rejects(whoIfReached("mine"), (error) => error instanceof Refused && error.code === "session.missing");
  assert.equal(restingToken("aissata"), "");
});
