import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { send } from "../notebook.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { pretendPage } from "../outbox/known.ts";
import { session } from "../session/session.ts";
import { beginAnew } from "../shelf/log.ts";
import { forecast } from "../weather.ts";
import { before, entry, evil, shut, unlockAgain } from "./known.ts";

pretendPage();
afterEach(shut);

test("a new device goes on where its owner signed; another's signature is no beginning", async () => {
  const log = await new KnownLog().publish(entry);
  await before(log);
  await send();
  const mine = session();
  log.own = `${(await log.told()).note}${log.cosigned[0]?.line}\n`;
  await log.grow();
  const device = { ...mine, userKey: mine.userKey.slice(), kemSeed: mine.kemSeed.slice(), signSeed: mine.signSeed.slice() };
  shut();
  await before(log, log.answer, device);
  log.leaves[0] = (await new KnownLog().publish(evil)).leaves[0] as never;
  await send();
  assert.deepEqual(forecast().troubles, ["ledger.forked"]);
  shut();
  await before(log);
  await send();
  assert.deepEqual(forecast().troubles, ["ledger.unsigned"]);
});

test("people who have agreed may begin anew", async () => {
  const log = await new KnownLog().publish(entry);
  await log.grow();
  await before(log);
  await send();
  log.leaves.pop();
  await unlockAgain();
  assert.deepEqual(forecast().troubles, ["ledger.rolled_back"]);
  await beginAnew(session());
  await send();
  assert.deepEqual(forecast().troubles, []);
});
