import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBundle, newUserKey } from "../formats/bundle.ts";
import { newWorkerKeys } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import { newKdf } from "../formats/passphrase.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { clear } from "../notebook.ts";
import { Server, pretendPage } from "../outbox/known.ts";
import { person } from "../outbox/store.ts";
import { enrol } from "./enrol.ts";
import { end, isOpen, session } from "./session.ts";

pretendPage();
const [ME, DEVICES] = ["/app/v1/me", "/app/v1/devices"];
type Announced = { readonly id: string; readonly public: string };

/** What the server says of somebody whose passphrase wraps her keys so. */
async function newcomer() {
  const [worker, wrap] = [newId(), platform(32)];
  const bundle = await makeBundle(await newWorkerKeys(worker), newUserKey(), wrap, newKdf());
  const about = { roles: [], permissions: [], epoch: 1, active: false, front: null, late: {}, drills: [], devices: [] };
  const said = { worker: { id: worker, called: "Oumou", username: "oumou" }, agency: { id: newId(), name: "", region: "mopti" }, bundle, ...about };
  return { said, wrap };
}

function close(): void {
  clear();
  end({ rest: false });
}

test("a new device is announced while the server is asked who she is: neither waits for the other", async () => {
  const { said, wrap } = await newcomer();
  const asked: string[] = [];
  let answer = (): void => undefined;
  const both = new Promise<void>((done) => (answer = done));
  new Server(async (path) => {
    if (asked.push(path) === 2) answer();
    await both;
    return { body: path === ME ? said : {} };
  });
  await enrol("oumou", wrap, "token");
  assert.deepEqual(asked.slice(0, 2).sort(), [DEVICES, ME]);
  assert.equal((await person("oumou"))?.device, session().device);
  close();
});

test("after a cut the same device is announced again, and no second one", async () => {
  const { said, wrap } = await newcomer();
  const announced: Announced[] = [];
  const server = (isCut: boolean): void => void new Server((path, _method, body) => {
    if (path === ME) return isCut ? { status: 503, body: null } : { body: said };
    const isKnown = announced.push(body as Announced) > 1;
    return isKnown ? { status: 409, body: { code: "device.known" } } : { body: {} };
  });
  server(true);
  await assert.rejects(enrol("oumou", wrap, "token"), Refused);
  assert.equal(isOpen(), false);
  server(false);
  await enrol("oumou", wrap, "token");
  assert.deepEqual(announced[0], announced[1]);
  assert.equal(session().device, announced[0]?.id);
  close();
});

test("a device that the server knows and this page never announced is refused", async () => {
  const { said, wrap } = await newcomer();
  new Server((path) => (path === ME ? { body: said } : { status: 409, body: { code: "device.known" } }));
  await assert.rejects(enrol("kadi", wrap, "token"), (error) => error instanceof Refused && error.code === "device.known");
  assert.deepEqual([isOpen(), await person("kadi")], [false, undefined]);
});

test("keys that her passphrase does not open are nobody's notebook", async () => {
  const { said } = await newcomer();
  new Server((path) => ({ body: path === ME ? said : {} }));
  await assert.rejects(enrol("awa", platform(32), "token"), (error) => error instanceof Refused && error.code === "unlock.wrong");
  assert.deepEqual([isOpen(), await person("awa")], [false, undefined]);
});
