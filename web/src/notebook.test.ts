import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { newWorkerKeys } from "./formats/entry.ts";
import { makeGrant } from "./formats/grants.ts";
import { newId } from "./formats/ids.ts";
import { newKey } from "./formats/keys.ts";
import { Refused } from "./formats/refusal.ts";
import { type NewAct, clear, lay, left, save, send, sendAgain, state, widen } from "./notebook.ts";
import { KnownLog } from "./outbox/known-log.ts";
import { Server, pretendPage, sitDown } from "./outbox/known.ts";
import { end, myKeys } from "./session/session.ts";
import { forecast } from "./weather.ts";

pretendPage();
const owner = newId();
const { entry } = await newWorkerKeys(owner);
const { entry: swapped } = await newWorkerKeys(owner);
let shown = entry;
const log = await new KnownLog().publish(entry, swapped);
log.shows = (one) => one === shown;
let called = "Oumou";

const server = () => new Server((path, method, body) => {
  if (path.startsWith("/app/v1/people")) {
    const row = { id: owner, called, agency: newId(), joined: true, roles: [] };
    return { body: { people: [row], named: [], agencies: [] } };
  }
  return path.endsWith("/keyring") ? { body: { pages: [] } } : log.answer(path, method, body);
});
const needs = (): NewAct => ({ kind: "needs.recorded", record: newId(), groups: { priorities: { needs: ["health"] } } });
const open = async () => {
  await sitDown();
  await lay();
};
const close = () => {
  clear();
  end({ rest: false });
};
afterEach(close);
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;

test("no network is called so; every refusal by the server is called by its name", async () => {
  const here = server();
  await open();
  await send();
  assert.deepEqual([forecast().offline, forecast().troubles], [false, []]);
  here.refuse = () => ({ status: 403, code: "device.revoked" });
  await send();
  assert.deepEqual([forecast().offline, forecast().troubles], [false, ["device.revoked"]]);
  here.refuse = () => ({ status: 502, code: "" });
  await send();
  assert.deepEqual([forecast().offline, forecast().troubles], [false, ["http.502"]]);
  globalThis.fetch = () => Promise.reject(new TypeError("offline"));
  await send();
  assert.deepEqual([forecast().offline, forecast().troubles], [true, []]);
});

test("what cannot be sent is tried again only when somebody asks", async () => {
  const here = server();
  await open();
  here.refuse = ({ acts }) => (acts.length > 0 ? { status: 401, code: "act.signature", field: "1" } : undefined);
  await save([needs()]);
  await send();
  assert.deepEqual([forecast().halt?.act.seq, forecast().troubles], [1, ["act.signature"]]);
  const before = here.sent.filter(({ acts }) => acts.length > 0).length;
  await send();
  assert.equal(here.sent.filter(({ acts }) => acts.length > 0).length, before);
  here.refuse = () => undefined;
  await sendAgain();
  assert.deepEqual([await left(), forecast().halt, forecast().troubles], [0, null, []]);
});

test("an app that is too old saves nothing", async () => {
  const here = server();
  await open();
  here.more = { min_capture_version: "99" };
  await send();
  await assert.rejects(save([needs()]), refused("app.outdated"));
  assert.equal(await left(), 0);
});

test("a key that changed is told, and nothing sealed to it is saved", async () => {
  shown = entry;
  const here = server();
  await open();
  await widen();
  shown = swapped;
  here.more = { directory_v: 2 };
  await send();
  assert.deepEqual(forecast().troubles, ["key.changed"]);
  const terms = { object: newId(), rights: "read", consent: null } as const;
  const part = await makeGrant({ package: newKey() }, terms, swapped, await myKeys());
  await assert.rejects(save([{ ...needs(), sealed: [part] }]), refused("key.changed"));
  assert.equal(await left(), 0);
});

test("the register is fetched again when the directory changed, and only then", async () => {
  [shown, called] = [entry, "Oumou"];
  const here = server();
  await open();
  await widen();
  called = "Mariam";
  await send();
  assert.equal(state().workers.get(owner)?.called, "Oumou");
  here.more = { directory_v: 2 };
  await send();
  assert.equal(state().workers.get(owner)?.called, "Mariam");
});

test("a new device asks for nobody's keys at first, and for everybody's once it is told", async () => {
  const asked: string[] = [];
  server();
  const quick = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (String(input).includes("/v1/keys")) asked.push(String(input));
    return quick(input, init);
  };
  await open();
  await send();
  assert.equal(asked.length, 0);
  await widen();
  assert.deepEqual(asked.map((one) => one.includes(`owner=${owner}`)), [true]);
});
