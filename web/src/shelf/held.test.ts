import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { shut } from "../evil/known.ts";
import { closedCase } from "../evil/told.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { books } from "../notebook.ts";
import { pretendPage, sitDown } from "../outbox/known.ts";
import { end, session } from "../session/session.ts";
import { dropKeys, opening } from "./held.ts";
import { everyKey, grantedKeys, keysOf } from "./keys.ts";

pretendPage();
afterEach(shut);

test("keys that are asked for while they are being opened are opened once", async () => {
  const { object, keys } = await closedCase();
  const [first, second] = await Promise.all([keysOf(books(), object), keysOf(books(), object)]);
  assert.deepEqual(first, keys);
  assert.equal(first, second);
  assert.equal(session().opened.get(object), first);
});

test("keys that are dropped while they are being opened are not held, and are opened anew", async () => {
  const { object, keys } = await closedCase();
  const before = keysOf(books(), object);
  dropKeys(session(), object);
  const after = keysOf(books(), object);
  assert.deepEqual(await before, keys);
  assert.notEqual(await before, await after);
  assert.equal(session().opened.get(object), await after);
});

test("keys that are dropped while all of them are being opened are not held either", async () => {
  for (const every of [everyKey, grantedKeys]) {
    const { object, keys } = await closedCase();
    const before = every(books(), object);
    dropKeys(session(), object);
    assert.deepEqual((await before)["identity"], keys["identity"]);
    assert.equal(session().opened.get(object), undefined);
    assert.equal(await every(books(), object).then(() => session().opened.has(object)), true);
    shut();
  }
});

test("what did not open is tried again", async () => {
  const [now, object, found] = [await sitDown(), newId(), { identity: newKey() }];
  await assert.rejects(opening(now, object, () => Promise.reject(new Refused("network.down"))));
  assert.equal(await opening(now, object, async () => [{ keys: found, counts: true }]), found);
});

test("what is opened for a notebook that closed meanwhile is overwritten, and in no other notebook", async () => {
  const [before, key] = [await sitDown(), newKey()];
  const late = opening(before, newId(), async () => [{ keys: { identity: key }, counts: true }]);
  end({ rest: true });
  const [next] = await Promise.all([
    sitDown(),
    assert.rejects(late, (error) => error instanceof Refused && error.code === "session.locked"),
  ]);
  assert.ok(key.key.every((byte) => byte === 0));
  assert.deepEqual([before.opened.size, next.opened.size], [0, 0]);
});
