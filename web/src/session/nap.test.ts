import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, sha256 } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import type { Asked } from "../formats/stretching.ts";
import { clear } from "../notebook.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { holdKeys } from "../shelf/keys.ts";
import { LASTS, TRIES, choose } from "./nap.ts";
import { end, isOpen, napping, session } from "./session.ts";

pretendPage();
const PIN = "480573";
const seen: Bytes[] = [];
const quick = ({ password, salt }: Asked): Promise<Bytes> => {
  seen.push(password);
  return sha256(new Uint8Array([...password, ...salt]));
};
const said = (error: unknown) => (error instanceof Refused ? `${error.code} ${error.field}`.trim() : String(error));
const lock = () => {
  clear();
  end({ rest: true });
};

async function locked(pin = PIN) {
  new Server();
  const mine = await sitDown();
  const secrets = [mine.userKey, mine.kemSeed, mine.signSeed, mine.deviceSeed];
  const before = secrets.map((secret) => secret.slice());
  await choose(pin, quick);
  return { mine, secrets, before };
}

test("it is for an hour, with five tries", () => {
  assert.deepEqual([LASTS, TRIES], [3_600_000, 5]);
});

test("the right code brings back the same keys, the token and nobody else", async () => {
  const { mine, secrets, before } = await locked();
  holdKeys(newId(), { identity: newKey() });
  await keepDraft(mine, "a place", { words: "half a sentence" });
  lock();
  for (const secret of secrets) assert.ok(secret.every((byte) => byte === 0));
  assert.equal(isOpen(), false);
  await napping()?.wake(PIN);
  const now = session();
  assert.deepEqual([now.userKey, now.kemSeed, now.signSeed, now.deviceSeed], before);
  assert.deepEqual([now.worker, now.device, now.username, now.token, now.opened.size], [mine.worker, mine.device, "aissata", "token", 0]);
  end({ rest: false });
});

test("a draft that was kept comes back after the code", async () => {
  const mine = await sitDown();
  const book = mine.worker;
  await choose(PIN, quick);
  lock();
  await napping()?.wake(PIN);
  await keepDraft(session(), "a place", { words: "half a sentence" });
  lock();
  await napping()?.wake(PIN);
  assert.equal(session().worker, book);
  assert.deepEqual(await draftOf(session(), "a place"), { words: "half a sentence" });
  end({ rest: false });
});

test("five wrong codes end it, each says how many are left, and the right one comes too late", async () => {
  await locked();
  lock();
  const nap = napping();
  const words: string[] = [];
  for (let at = 0; at < TRIES; at += 1) await nap?.wake("907416").catch((error: unknown) => words.push(said(error)));
  assert.deepEqual(words, ["pin.left 4", "pin.left 3", "pin.left 2", "pin.left 1", "pin.gone"]);
  assert.equal(napping(), null);
  await assert.rejects(async () => nap?.wake(PIN), (error) => said(error) === "pin.over");
  assert.equal(isOpen(), false);
});

test("what is not six digits costs no try", async () => {
  await locked();
  lock();
  for (let at = 0; at < TRIES; at += 1) await assert.rejects(async () => napping()?.wake("48 57"), (error) => said(error) === "pin.shape");
  await napping()?.wake(PIN);
  assert.ok(isOpen());
  end({ rest: false });
});

test("the right code gives five tries again", async () => {
  await locked();
  for (let round = 0; round < 2; round += 1) {
    lock();
    for (let at = 1; at < TRIES; at += 1) await napping()?.wake("907416").catch(() => undefined);
    await napping()?.wake(PIN);
  }
  assert.ok(isOpen());
  end({ rest: false });
});

test("after an hour the code opens nothing, and the page is told", async (context) => {
  await locked();
  context.mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.now() });
  lock();
  const nap = napping();
  let isTold = false;
  if (nap) nap.gone = () => { isTold = true; };
  context.mock.timers.tick(LASTS - 1);
  assert.equal(nap?.isOver, false);
  context.mock.timers.tick(1);
  assert.deepEqual([nap?.isOver, napping(), isTold], [true, null, true]);
  await assert.rejects(async () => nap?.wake(PIN), (error) => said(error) === "pin.over");
});

test("leaving, signing out and another person forget it", async () => {
  await locked();
  end({ rest: false });
  assert.equal(napping(), null);
  await locked();
  lock();
  end({ rest: false }); // the quick exit, from the lock screen
  assert.equal(napping(), null);
  await locked();
  await sitDown(); // somebody else, by her passphrase
  lock();
  assert.equal(napping(), null);
});

test("a weak or crooked code is refused before anything is stretched", async () => {
  await sitDown();
  seen.length = 0;
  for (const [pin, code] of [["123456", "pin.weak"], ["12345", "pin.shape"], ["", "pin.shape"]] as const) {
    await assert.rejects(choose(pin, quick), (error) => said(error) === code);
  }
  assert.deepEqual([seen.length, napping()], [0, null]);
  end({ rest: false });
});

test("a code chosen while the notebook closes is not kept", async () => {
  await sitDown();
  const choosing = choose(PIN, quick);
  end({ rest: true });
  await assert.rejects(choosing, (error) => said(error) === "session.locked");
  assert.equal(napping(), null);
});
