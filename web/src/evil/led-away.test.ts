import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { books, state } from "../notebook.ts";
import { pretendPage } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { keysOf } from "../shelf/keys.ts";
import { OUMOU, shut } from "./known.ts";
import { granted, hear, mine, oumou, read, sit, stranger } from "./told.ts";

pretendPage();
afterEach(shut);

test("a case that false acts lead away and back keeps the keys that I drew", async () => {
  const server = await sit();
  const { object, keys, said } = await mine();
  const [survivor, theirs] = [said[0]?.record ?? "", { identity: { ...newKey(), id: `f${newId().slice(1)}` } }];
  for (const by of [stranger, oumou]) {
    const [to, departure] = [by.entry.id, newId()];
    const away = { kind: "survivor.assigned", record: survivor, actor: OUMOU, groups: { handing: { departure, to } }, sealed: [] };
    const home = { handing: { survivor, departure, to: session().worker } };
    const forged = { ...(await granted(theirs, object, null, await myKeys())), to: by.fingerprint };
    const lie = { kind: "needs.recorded", record: object, actor: session().worker, groups: {}, sealed: [forged] };
    const back = { kind: "case.handed", record: object, actor: to, groups: home, sealed: [await granted(theirs, object, null, by)] };
    await hear(server, ...said, lie, away, back);
    assert.equal(state().cases.get(object)?.from, to, "the lie is heard");
    session().opened.clear();
    assert.deepEqual(await keysOf(books(), object), keys);
  }
});

test("somebody to whom I gave a case may give it back, with newer keys", async () => {
  const server = await sit();
  const { object, said } = await mine();
  const [survivor, departure, me] = [said[0]?.record ?? "", newId(), session().worker];
  const given = await makeGrant({ identity: newKey() }, read(object), oumou.entry, await myKeys());
  const away = { kind: "case.handed", record: object, actor: me, groups: { handing: { survivor, departure, to: OUMOU } }, sealed: [given] };
  const later = { identity: { ...newKey(), id: `f${newId().slice(1)}` } };
  const home = { handing: { survivor, departure, to: me } };
  const back = { kind: "case.handed", record: object, actor: OUMOU, groups: home, sealed: [await granted(later, object, null, oumou)] };
  await hear(server, ...said, away, back);
  session().opened.clear();
  assert.deepEqual(await keysOf(books(), object), later);
});
