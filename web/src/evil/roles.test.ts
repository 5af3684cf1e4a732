import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type Entry, newWorkerKeys } from "../formats/entry.ts";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { type NewAct, left, save, send, widen } from "../notebook.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { found, give, roleOf, signedBy, write } from "../outbox/known-roles.ts";
import { pretendPage } from "../outbox/known.ts";
import { myKeys } from "../session/session.ts";
import { OUMOU, before, entry, shut, unlockAgain } from "./known.ts";

pretendPage();
afterEach(shut);
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code;
const given = () => roleOf(OUMOU, "focal_point", "given");

async function sealedTo(to: Entry): Promise<NewAct> {
  const terms = { object: newId(), rights: "read", consent: null } as const;
  const sealed = [await makeGrant({ package: newKey() }, terms, to, await myKeys())];
  return { kind: "needs.recorded", record: newId(), groups: {}, sealed };
}

/** Sit down before this log, and learn what it says. */
async function learnt(log: KnownLog): Promise<void> {
  await before(log);
  await send();
  await widen();
}

async function refusesHer(): Promise<void> {
  await assert.rejects(save([await sealedTo(entry)]), refused("role.unproved"));
  assert.equal(await left(), 0);
}

test("nothing is sealed to somebody whom nobody gave a role, and something to her whom two gave one", async () => {
  const log = await new KnownLog().publish(entry);
  await learnt(log);
  await refusesHer();
  shut();
  await give(log, entry);
  await learnt(log);
  await save([await sealedTo(entry)]);
});

test("a role with one signature, or the same one twice, or her own, is none", async () => {
  const hers = await newWorkerKeys(OUMOU);
  for (const who of ["first", "second", "same", "own"] as const) {
    const log = await new KnownLog().publish(hers.entry);
    const [one, other] = (log.house = await found(log));
    const second = { first: null, second: other, same: one, own: hers }[who];
    await write(log, given(), who === "second" ? null : one, second);
    await learnt(log);
    await assert.rejects(save([await sealedTo(hers.entry)]), refused("role.unproved"));
    shut();
  }
});

test("a role with a forged second signature is none", async () => {
  const log = await new KnownLog().publish(entry);
  const [one, other] = (log.house = await found(log));
  const role = await write(log, given(), one, other);
  const whole = await signedBy(other, role);
  const lies = [
    { ...whole, sig: (await signedBy(other, { ...role, role: "caseworker" })).sig }, { ...whole, sig: "AAAA" },
    { ...whole, by: one.entry.id }, { ...whole, key: (await signedBy(one, role)).key }, { ...whole, key: "unknown" }, {} as typeof whole,
  ];
  for (const lie of lies) {
    role.second = lie;
    await learnt(log);
    await refusesHer();
    shut();
  }
});

test("a role that the log does not say, or says otherwise, is none", async () => {
  const log = await new KnownLog().publish(entry);
  const [role] = [await give(log, entry)].map(() => log.roles.at(-1));
  const honest = log.toldRoles.bind(log);
  for (const lie of [{ proof: null }, { proof: {} }, { role: "supervisor" }, { worker: newId() }]) {
    log.toldRoles = async () => (await honest()).map((told) => (told.grant === role?.grant ? { ...told, ...lie } : told));
    await learnt(log);
    await refusesHer();
    shut();
  }
});

test("a role that ended is none, and two people who might not sign give none", async () => {
  const log = await new KnownLog().publish(entry);
  await give(log, entry);
  for (const role of log.roles) if (role.worker === OUMOU) role.ended = true;
  const [one, other] = [await newWorkerKeys(newId()), await newWorkerKeys(newId())];
  await log.publish(one.entry, other.entry);
  await give(log, one.entry, other.entry);
  await write(log, given(), one, other);
  log.shows = () => true;
  await learnt(log);
  await refusesHer();
});

test("founders who come after those that were seen are none", async () => {
  const log = await new KnownLog().publish(entry);
  await give(log);
  await learnt(log);
  const evil = await found(log);
  await write(log, given(), ...evil);
  [log.house, log.roles] = [evil, log.roles.slice(2)];
  await unlockAgain();
  await widen();
  await refusesHer();
});

test("two pairs of founders at once are none", async () => {
  const log = await new KnownLog().publish(entry);
  const house = await give(log, entry);
  log.house = [...house, ...(await found(log))] as never;
  await learnt(log);
  await refusesHer();
});
