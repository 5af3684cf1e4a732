/** A round that is slow to end meets what happens meanwhile. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { newId } from "./formats/ids.ts";
import { clear, lay, left, save, send, state, widen } from "./notebook.ts";
import { KnownLog } from "./outbox/known-log.ts";
import { Server, pretendPage, sitDown } from "./outbox/known.ts";
import { end } from "./session/session.ts";
import { forecast } from "./weather.ts";

pretendPage();
const log = new KnownLog();
const server = () => new Server((path, method, body) => {
  if (path.startsWith("/app/v1/people")) {
    const row = { id: newId(), called: "Oumou", agency: newId(), joined: true, roles: [] };
    return { body: { people: [row], named: [], agencies: [] } };
  }
  return path.endsWith("/keyring") ? { body: { pages: [] } } : log.answer(path, method, body);
});
const open = async () => {
  await sitDown();
  await lay();
};
const close = () => {
  clear();
  end({ rest: false });
};
afterEach(close);

function later() {
  let resolve: () => void = () => undefined;
  return { promise: new Promise<void>((done) => { resolve = done; }), resolve: () => resolve() };
}

const needs = () => ({ kind: "needs.recorded" as const, record: newId(), groups: { priorities: { needs: ["health"] } } });

test("what is kept goes out by itself, a moment after its page could be drawn", async () => {
  const here = server();
  await open();
  await widen();
  await save([needs()]);
  assert.equal(here.acked, 0, "the page that follows comes first");
  for (let turn = 0; turn < 100 && here.acked === 0; turn += 1) await pause(20);
  assert.equal(here.acked, 1);
});

test("what is kept while a round is under way goes out with the next, at once", async () => {
  const { asked, go } = slowly();
  await open();
  const trip = widen();
  await asked;
  await save([needs()]);
  go();
  await trip;
  await send();
  assert.equal(await left(), 0);
});

test("the bar says how many wait, a moment after the word", async () => {
  server();
  await open();
  await send();
  await save([needs()]);
  await pause(5);
  assert.equal(forecast().waiting, 1);
});

/** Let the answer about people wait: how a round stands still near its end. */
function slowly() {
  const [asked, held] = [later(), later()];
  server();
  const quick = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (String(input).includes("/people")) {
      asked.resolve();
      await held.promise;
    }
    return quick(input, init);
  };
  return { asked: asked.promise, go: held.resolve };
}

test("what was under way when one person left does not reach the next", async () => {
  const { asked, go } = slowly();
  await open();
  const trip = send();
  await asked;
  close();
  await open();
  go();
  await trip;
  assert.equal(state().workers.size, 0);
  assert.deepEqual(forecast().troubles, []);
});

test("what was saved while a round was ending is counted as waiting", async () => {
  const { asked, go } = slowly();
  await open();
  const trip = send();
  await asked;
  await save([needs()]);
  const told: number[] = [];
  const before = document.dispatchEvent;
  document.dispatchEvent = () => told.push(forecast().waiting) > 0;
  go();
  await trip;
  document.dispatchEvent = before;
  assert.equal(told[0], 1);
});
