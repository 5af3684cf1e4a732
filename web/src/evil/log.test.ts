import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type Entry, newAgencyKeys } from "../formats/entry.ts";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { type ToldLog, isCosigned } from "../formats/log.ts";
import { Refused } from "../formats/refusal.ts";
import { signPublic } from "../formats/signature.ts";
import { type NewAct, left, save, send, state, widen } from "../notebook.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { give } from "../outbox/known-roles.ts";
import { pretendPage } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { keptTree, pinLog } from "../shelf/log.ts";
import { keyOf } from "../shelf/state.ts";
import { forecast } from "../weather.ts";
import { OUMOU, before, entry, evil, lying, shut, unlockAgain } from "./known.ts";

pretendPage();
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;

async function sealedTo(to: Entry): Promise<NewAct> {
  const terms = { object: newId(), rights: "read", consent: null } as const;
  const sealed = [await makeGrant({ package: newKey() }, terms, to, await myKeys())];
  return { kind: "needs.recorded", record: newId(), groups: {}, sealed };
}
afterEach(shut);

test("an honest log is signed at unlock, and what stands in it may be sealed to", async () => {
  const log = await new KnownLog().publish(entry);
  await give(log, entry);
  await before(log);
  await widen();
  const { worker, signSeed } = session();
  const [{ line = "" } = {}] = log.cosigned;
  assert.ok(await isCosigned(`${(await log.told()).note}${line}\n`, worker, signPublic(signSeed)));
  assert.deepEqual(keyOf(state(), "worker", OUMOU)?.entry, entry);
  await save([await sealedTo(entry)]);
});

test("a key that does not stand in the log is not there, and nothing is sealed to it", async () => {
  const log = await new KnownLog().publish(entry);
  await before(log, async (path, method, body) => {
    const answer = await log.answer(path, method, body);
    const told = answer?.body as { keys?: object[] };
    return told.keys ? { ...answer, body: { ...told, keys: told.keys.map((key) => ({ ...key, entry: evil })) } } : answer;
  });
  await widen();
  assert.equal(keyOf(state(), "worker", OUMOU), undefined);
  await assert.rejects(save([await sealedTo(evil)]), refused("key.unproved"));
  assert.equal(await left(), 0);
});

test("a key that came by an act alone waits for its proof", async () => {
  const log = await new KnownLog().publish(entry);
  const server = await before(log);
  const invented = await newAgencyKeys({ owner: "vault", id: session().me.agency });
  const act = { v: 1, id: newId(), device: newId(), seq: 1, kind: "key.published", record: newId(), base: 0, time: "", form: "key@1", hlc: "", actor: OUMOU, groups: { key: { ...invented.entry } }, sealed: [], sig: "" };
  server.more = { changes: [{ position: 9, version: 9, root: "directory", received_at: "", act: act as never, state: "applied", code: "" }] };
  await widen();
  assert.equal(keyOf(state(), "vault", session().me.agency), undefined);
  await assert.rejects(save([await sealedTo(invented.entry)]), refused("key.unproved"));
});

test("a log that was rolled back is told; keys that were proved still serve, and acts go", async () => {
  const log = await new KnownLog().publish(entry);
  await give(log, entry);
  const size = log.leaves.length;
  const server = await before(log);
  await widen();
  log.leaves.pop();
  log.leaves.pop();
  log.leaves.push((await new KnownLog().publish(evil)).leaves[0] as never);
  await unlockAgain();
  assert.deepEqual(forecast().troubles, ["ledger.rolled_back"]);
  assert.equal((await keptTree(session()))?.size, size);
  await save([await sealedTo(entry)]);
  await send();
  assert.deepEqual([server.acked, await left()], [1, 0]);
});

test("a fork is told, at the same size and after growing", async () => {
  for (const more of [0, 3]) {
    const log = await new KnownLog().publish(entry);
    await log.grow();
    await before(log);
    await widen();
    const seen = await keptTree(session());
    log.leaves[1] = (await new KnownLog().publish(evil)).leaves[0] as never;
    for (let at = 0; at < more; at += 1) await log.grow();
    await unlockAgain();
    assert.deepEqual(forecast().troubles, ["ledger.forked"]);
    assert.deepEqual(await keptTree(session()), seen);
    shut();
  }
});

test("a log that another key signs is told, and no key of it is believed", async () => {
  const [log, other] = [await new KnownLog().publish(entry), await new KnownLog().publish(entry, evil)];
  await before(log, lying(log, () => other.told()));
  await pinLog(session(), (await log.told()).key);
  await widen();
  assert.deepEqual(forecast().troubles, ["ledger.unsigned"]);
  assert.equal(keyOf(state(), "worker", OUMOU), undefined);
});

test("a log without proof, with half of one or with none at all is told", async () => {
  const lies: ((told: ToldLog) => ToldLog)[] = [
    (told) => ({ ...told, proof: [] }), (told) => ({ ...told, proof: told.proof.slice(1) }),
    (told) => ({ ...told, note: "" }), () => ({}) as ToldLog, () => null as unknown as ToldLog,
  ];
  for (const lie of lies) {
    const log = await new KnownLog().publish(entry);
    let isHonest = true;
    await before(log, lying(log, (told) => (isHonest ? told : lie(told))));
    await widen();
    isHonest = false;
    await log.publish(evil);
    await unlockAgain();
    assert.match(forecast().troubles.join(), /^ledger\.(forked|unsigned)$/);
    assert.deepEqual(keyOf(state(), "worker", OUMOU)?.entry, entry);
    shut();
  }
});
