import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { shut } from "../evil/known.ts";
import { closedCase } from "../evil/told.ts";
import { pretendPage } from "../outbox/known.ts";
import { session } from "../session/session.ts";
import { readyCode, readyKeys } from "./ready.ts";

pretendPage();
afterEach(shut);
Object.assign(globalThis, { requestAnimationFrame: setImmediate });

test("the keys of a case are opened when its page stands", async () => {
  const { object, keys } = await closedCase();
  await readyKeys({ isConnected: true }, object);
  assert.deepEqual(session().opened.get(object), keys);
});

test("of a page that was left before none are", async () => {
  const { object } = await closedCase();
  await readyKeys({ isConnected: false }, object);
  assert.equal(session().opened.size, 0);
});

test("a notebook that closes before says nothing", async () => {
  const { object } = await closedCase();
  const { opened } = session();
  const ready = readyKeys({ isConnected: true }, object);
  shut();
  await ready;
  assert.equal(opened.size, 0);
});

test("code that is fetched for a notebook that closes before says nothing", async () => {
  await closedCase();
  const ready = readyCode();
  shut();
  await ready;
});
