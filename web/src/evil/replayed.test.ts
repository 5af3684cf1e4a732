import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { KeyPair } from "../formats/entry.ts";
import { type Grant, makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { books, state } from "../notebook.ts";
import { pretendPage } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { grantedKeys, keysOf } from "../shelf/keys.ts";
import { OUMOU, shut } from "./known.ts";
import { type Said, granted, hear, mine, oumou, read, sent, sit, stranger, unproved } from "./told.ts";

pretendPage();
afterEach(shut);

test("what was sealed to me opens; the same grant in the act of another record, or under another yes, opens nothing", async () => {
  const server = await sit();
  const [yes, keys] = [newId(), { package: newKey() }];
  const told: readonly (readonly [Keys, (object: string, other: string, grant: Grant) => Said])[] = [
    [keys, (object, _other, grant) => sent(object, yes, grant)],
    [{}, (_object, other, grant) => sent(other, yes, grant)],
    [{}, (_object, other, grant) => sent(other, yes, { ...grant, object: other })],
    [{}, (object, _other, grant) => sent(object, newId(), grant)],
    [{}, (object, _other, grant) => ({ ...sent(object, yes, grant), kind: "needs.recorded" })],
  ];
  for (const [opened, lie] of told) {
    const [object, other] = [newId(), newId()];
    await hear(server, lie(object, other, await granted(keys, object, yes, oumou)));
    assert.deepEqual([await keysOf(books(), object), await keysOf(books(), other)], [opened, {}]);
  }
});

test("a grant is believed of whoever wrote the act, under a key that the log shows, and of nobody else", async () => {
  const server = await sit();
  const yes = newId();
  const lies: readonly (readonly [KeyPair, string])[] = [[stranger, OUMOU], [oumou, stranger.entry.id], [unproved, OUMOU]];
  for (const [by, actor] of lies) {
    const object = newId();
    await hear(server, sent(object, yes, await granted({ package: newKey() }, object, yes, by), actor));
    assert.deepEqual(await keysOf(books(), object), {});
  }
});

test("a grant that somebody adds to a case that I lead takes no key's place", async () => {
  const server = await sit();
  const { object, keys, said } = await mine();
  const added = await granted({ identity: newKey() }, object, null, oumou);
  for (const kind of ["needs.recorded", "case.handed", "keys.replaced"]) {
    await hear(server, ...said, { kind, record: object, actor: OUMOU, groups: {}, sealed: [added] });
    assert.equal(state().cases.get(object)?.lead, session().worker);
    session().opened.clear();
    assert.deepEqual(await keysOf(books(), object), keys, kind);
  }
});

test("a grant that was replaced does not come back, however late it is told again", async () => {
  const server = await sit();
  const { object, said } = await mine();
  const me = session().worker;
  const later: Keys = { identity: { ...newKey(), id: `f${newId().slice(1)}` } };
  const anew = { kind: "keys.replaced", record: object, actor: me, groups: {}, sealed: [await granted(later, object, null, await myKeys())] };
  await hear(server, ...said, anew, { ...(said[1] as Said), kind: "case.reopened" });
  assert.deepEqual(await keysOf(books(), object), later);
});

test("keys that I hold already give way to no older grant", async () => {
  const server = await sit();
  const { object, keys, said } = await mine();
  const held: Keys = { identity: { ...newKey(), id: `f${newId().slice(1)}` } };
  session().opened.set(object, held);
  await hear(server, ...said);
  assert.deepEqual(await grantedKeys(books(), object), keys, "it may open what is old");
  assert.deepEqual(await keysOf(books(), object), held, "and seals nothing new");
});

test("a half, or a grant to somebody else, opens nothing", async () => {
  const server = await sit();
  const [object, keys] = [newId(), { identity: newKey() }];
  const half = await makeGrant(keys, { object, rights: "half-vault", consent: null }, (await myKeys()).entry, oumou);
  const hers = await makeGrant(keys, read(object), stranger.entry, oumou);
  for (const part of [half, { ...half, rights: "read" } as Grant, hers, { ...hers, to: half.to }]) {
    await hear(server, { kind: "needs.recorded", record: object, actor: OUMOU, groups: {}, sealed: [part] });
    assert.deepEqual(await keysOf(books(), object), {});
  }
});
