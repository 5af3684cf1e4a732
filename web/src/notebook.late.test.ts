/** A round that is slow to end meets what happens meanwhile. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { newId } from "./formats/ids.ts";
import { clear, lay, save, send, state } from "./notebook.ts";
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
  await save([{ kind: "needs.recorded", record: newId(), groups: { priorities: { needs: ["health"] } } }]);
  const told: number[] = [];
  const before = document.dispatchEvent;
  document.dispatchEvent = () => told.push(forecast().waiting) > 0;
  go();
  await trip;
  document.dispatchEvent = before;
  assert.equal(told[0], 1);
});
