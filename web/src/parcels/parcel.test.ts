import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import { b64, bytesOf, unb64 } from "../formats/canon.ts";
import { kemPublic } from "../formats/entry.ts";
import { unsealed } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { letter } from "../formats/parcel.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { sync } from "../outbox/sync.ts";
import { countWaiting, keepActs } from "../outbox/write.ts";
import type { Session } from "../session/session.ts";
import { Shelf } from "../shelf/shelf.ts";
import { keyHere, learnKey } from "./key.ts";
import { MOST_FILE, bring, opened, pack, shared } from "./parcel.ts";

pretendPage();
Object.assign(globalThis, { document: { ...document, documentElement: { lang: "fr" } } });
const SEED = platform(32);
const kem = b64(await kemPublic(SEED));
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });
const is = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;

async function writing(count: number): Promise<{ mine: Session; server: Server }> {
  const [mine, server] = [await sitDown(), new Server((path) => (path === "/field/v1/parcel" ? { body: { v: 1, kem } } : undefined))];
  await keepActs(mine, Array.from({ length: count }, draft));
  return { mine, server };
}

/** Read a file as the server does. */
async function read(file: Uint8Array<ArrayBuffer>): Promise<Act[]> {
  const part = { enc: b64(file.slice(1, 1121)), ct: b64(file.slice(1121)) };
  const plain = await unsealed(part, bytesOf("demeso/parcel/v1\n"), SEED);
  const said = plain.slice(4, 4 + new DataView(plain.buffer).getUint32(0));
  const { letters } = JSON.parse(new TextDecoder().decode(said)) as { letters: { body: string; encoding: string }[] };
  return letters.flatMap(({ body, encoding }) => {
    const raw = encoding === "gzip" ? gunzipSync(unb64(body)) : unb64(body);
    return (JSON.parse(new TextDecoder().decode(raw)) as { acts: Act[] }).acts;
  });
}

test("everything in the outbox goes into the file, and stays in the outbox", async () => {
  const { mine } = await writing(130);
  await learnKey(mine);
  const { files, acts } = await pack(mine);
  assert.deepEqual([files.length, acts, await countWaiting(mine, 0)], [1, 130, 130]);
  assert.ok(files[0]);
  assert.deepEqual((await read(files[0])).map(({ seq }) => seq), Array.from({ length: 130 }, (_none, at) => at + 1));
  for (const word of [mine.device, mine.worker, "needs.recorded", "acts"]) {
    assert.ok(!Buffer.from(files[0]).includes(word), word);
  }
});

test("what the server has but no backup holds yet goes along; what cannot be sent does not", async () => {
  const { mine, server } = await writing(3);
  await sync(mine, await Shelf.load(mine));
  server.durable = 1;
  await sync(mine, await Shelf.load(mine));
  await keepActs(mine, [draft(), draft()]);
  await learnKey(mine);
  const { files: [file] } = await pack(mine, 5);
  assert.ok(file);
  assert.deepEqual((await read(file)).map(({ seq }) => seq), [2, 3, 4]);
});

test("a device that never learnt the key says so; it asks once a week", async () => {
  const { mine, server } = await writing(1);
  await assert.rejects(pack(mine), is("parcel.key"));
  await learnKey(mine, 0);
  const there = await keyHere(mine);
  server.sent.length = 0;
  globalThis.fetch = () => Promise.reject(new TypeError("no network"));
  await learnKey(mine, 1000);
  assert.deepEqual(await keyHere(mine), there);
  await assert.rejects(learnKey(mine, 8 * 24 * 3_600_000), is("network.down"));
});

test("nothing to give makes no file", async () => {
  const { mine } = await writing(0);
  await learnKey(mine);
  assert.deepEqual(await pack(mine), { files: [], acts: 0 });
});

test("letters are shared out among files, none too long", () => {
  const ten = Array.from({ length: 10 }, () => letter({}, new Uint8Array(30)));
  assert.deepEqual(shared(ten, 100).map((file) => file.length), [2, 2, 2, 2, 2]);
  assert.deepEqual(shared(ten, 10).map((file) => file.length), Array.from({ length: 10 }, () => 1));
  assert.deepEqual(shared(Array.from({ length: 40 }, () => ten[0]!)).map((file) => file.length), [32, 8]);
  assert.deepEqual(shared([]), []);
});

test("a file that was brought is told by counts; a refusal by its code; silence as no network", async () => {
  const answer = (status: number, body: unknown) => {
    globalThis.fetch = () => Promise.resolve(new Response(JSON.stringify(body), { status }));
  };
  answer(200, { v: 1, new: 2, known: 1, waiting: 0, refused: 0 });
  assert.equal((await bring(new Uint8Array(3), "token")).new, 2);
  answer(400, { code: "parcel.unreadable" });
  await assert.rejects(bring(new Uint8Array(3), "token"), is("parcel.unreadable"));
  globalThis.fetch = () => Promise.reject(new TypeError("no network"));
  await assert.rejects(bring(new Uint8Array(3), "token"), is("network.down"));
});

test("a file that is too large to be a parcel is refused before it is read", async () => {
  const file = (size: number) => ({ size, arrayBuffer: async () => new ArrayBuffer(1) });
  await assert.rejects(opened(file(MOST_FILE + 1)), { code: "parcel.too_large" });
  assert.equal((await opened(file(MOST_FILE))).length, 1);
});
