import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type KeyPair, newAgencyKeys, newWorkerKeys } from "../formats/entry.ts";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { type NewAct, left, save, send, state, widen } from "../notebook.ts";
import { type KnownSeconding, keeper, stand, state as write, statementOf } from "../outbox/known-keys.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { give, roleOf, signedBy, write as writeRole } from "../outbox/known-roles.ts";
import { pretendPage } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { keyOf } from "../shelf/state.ts";
import { AGENCY, before, shut } from "./known.ts";

pretendPage();
afterEach(shut);
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;
const vault = () => keyOf(state(), "vault", AGENCY);

/** Sit down before this log as somebody of the agency, and learn what it says. */
async function learnt(log: KnownLog): Promise<void> {
  await before(log);
  session().me = { ...session().me, agency: AGENCY };
  await send();
  await widen(true);
}

async function halfTo({ entry }: KeyPair): Promise<NewAct> {
  const terms = { object: newId(), rights: "half-vault", consent: null } as const;
  return { kind: "needs.recorded", record: newId(), groups: {}, sealed: [await makeGrant({ identity: newKey() }, terms, entry, await myKeys())] };
}

async function refusesKey(log: KnownLog, pair: KeyPair): Promise<void> {
  await learnt(log);
  assert.equal(vault(), undefined);
  await assert.rejects(save([await halfTo(pair)]), refused("key.unseconded"));
  assert.equal(await left(), 0);
  shut();
}

/** Publish a vault key with these signatures under it. */
async function published(log: KnownLog, sign: (said: KnownSeconding) => Promise<void>): Promise<KeyPair> {
  const pair = await newAgencyKeys({ owner: "vault", id: AGENCY });
  await log.publish(pair.entry);
  const draft: KnownSeconding = { ...statementOf(pair, []), first: null, second: null, n: 0 };
  await sign(draft);
  await write(log, draft, draft.first, draft.second);
  return pair;
}

test("a key that two people signed is sealed to, and its holder is known", async () => {
  const log = new KnownLog();
  const [pair, her] = await stand(log, AGENCY, "vault");
  await learnt(log);
  assert.deepEqual(vault()?.holders, [her.entry.id]);
  await save([await halfTo(pair)]);
});

test("a key with one signature, or the same person's twice, or without any, is none", async () => {
  for (const who of ["none", "first", "second", "same"] as const) {
    const log = new KnownLog();
    const her = await keeper(log, AGENCY, "vault");
    const [founder] = await give(log);
    const pair = await published(log, async (said) => {
      if (who === "first" || who === "same") said.first = await signedBy(her, said);
      if (who === "second") said.second = await signedBy(founder, said);
      if (who === "same") said.second = await signedBy(her, said);
    });
    await refusesKey(log, pair);
  }
});

test("a key that somebody without the right published or seconded is none", async () => {
  const log = new KnownLog();
  const [her, other] = [await keeper(log, AGENCY, "vault"), await newWorkerKeys(newId())];
  await log.publish(other.entry);
  const house = await give(log, other.entry); // a focal point, elsewhere
  const stranger = await keeper(log, newId(), "vault"); // a supervisor, elsewhere
  const pairs = [[her, other], [her, stranger], [other, house[0]], [stranger, house[0]]] as const;
  for (const [first, second] of pairs) {
    const pair = await published(log, async (said) => {
      said.first = await signedBy(first, said);
      said.second = await signedBy(second, said);
    });
    await refusesKey(log, pair);
  }
});

test("a role that came after a signature does not make it good", async () => {
  const log = new KnownLog();
  const [her, late] = [await keeper(log, AGENCY, "vault"), await newWorkerKeys(newId())];
  await log.publish(late.entry);
  const pair = await published(log, async (said) => {
    said.first = await signedBy(her, said);
    said.second = await signedBy(late, said);
  });
  await writeRole(log, roleOf(late.entry.id, "dpo", "given", AGENCY), ...(await give(log)));
  await refusesKey(log, pair);
});

test("signatures that the log does not hold make no key", async () => {
  const log = new KnownLog();
  const [pair, her] = await stand(log, AGENCY, "vault");
  const honest = log.toldSecondings.bind(log);
  const [founder] = await give(log);
  const lies = [{ proof: null }, { holders: [newId()] }, { record: newId() }, { second: await signedBy(her, statementOf(pair, [])) }, { first: await signedBy(founder, statementOf(pair, [])) }];
  for (const lie of lies) {
    log.toldSecondings = async () => (await honest()).map((one) => ({ ...one, ...lie }));
    await refusesKey(log, pair);
  }
});

test("a newer key that waits changes nothing: the older one stays in use", async () => {
  const log = new KnownLog();
  const [pair, her] = await stand(log, AGENCY, "vault");
  const newer = await newAgencyKeys({ owner: "vault", id: AGENCY, epoch: 2 });
  await log.publish(newer.entry);
  await learnt(log);
  assert.equal(vault()?.entry.epoch, 1);
  await save([await halfTo(pair)]);
  await assert.rejects(save([await halfTo(newer)]), refused("key.unseconded"));
  shut();
  const [said, founder] = [statementOf(newer, [her.entry.id]), (await give(log))[1]];
  await write(log, said, await signedBy(her, said), await signedBy(founder, said));
  await learnt(log);
  assert.equal(vault()?.entry.epoch, 2);
  await save([await halfTo(newer)]);
});

test("a holder whom nobody handed the key, or nobody seconded, is none", async () => {
  const injected = await newWorkerKeys(newId());
  for (const who of ["alone", "herself", "not a holder", "two"] as const) {
    const log = new KnownLog();
    const [pair, her] = await stand(log, AGENCY, "vault");
    const house = await give(log);
    await log.publish(injected.entry);
    const said = statementOf(pair, [injected.entry.id], "named");
    const first = await signedBy(who === "not a holder" ? house[1] : her, said);
    const second = who === "alone" ? null : await signedBy(who === "herself" ? injected : house[0], said);
    await write(log, said, first, second);
    await learnt(log);
    const holders = who === "two" ? [her.entry.id, injected.entry.id] : [her.entry.id];
    assert.deepEqual(vault()?.holders, holders, who);
    shut();
  }
});
