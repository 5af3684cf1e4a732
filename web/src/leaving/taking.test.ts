import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import type { JsonObject } from "../formats/canon.ts";
import { newWorkerKeys } from "../formats/entry.ts";
import { type Grant, makeGrant, openGrant, splitKey } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { signPublic } from "../formats/signature.ts";
import { books, clear, lay, send, state } from "../notebook.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { end, myKeys } from "../session/session.ts";
import { keysOf } from "../shelf/keys.ts";
import { pinLog } from "../shelf/log.ts";

pretendPage();
const [HER, CASE, DEPARTURE, FANTA, KADI, AGENCY] = Array.from({ length: 6 }, () => newId());

function told(seq: number, kind: string, record: string, actor: string, groups: JsonObject) {
  const act = { v: 1, id: newId(), device: newId(), seq, kind, record, base: 0, time: `2026-11-22T10:00:0${seq}.000Z`, form: "x@1", hlc: `${seq}`, actor, groups, sealed: [], sig: "" };
  return { position: seq, version: seq, root: HER ?? "", received_at: "", act: act as unknown as Act, state: "applied" as const, code: "" };
}

test("two halves are joined in the round in which they come, and the case opens", async () => {
  const log = new KnownLog();
  const [kadi, bintou] = [await newWorkerKeys(KADI ?? ""), await newWorkerKeys(newId())];
  const keys: Keys = { identity: newKey(), contact: newKey(), narrative: newKey(), sensitive: newKey() };
  const grants: { part: Grant }[] = [];
  const server = new Server(async (path, method, body) => {
    if (path.startsWith("/app/v1/people")) return { body: { people: [{ id: FANTA, called: "Fanta", agency: AGENCY, joined: true, roles: [] }], named: [], agencies: [] } };
    if (path.endsWith("/shreddings")) return { body: { shreddings: [], keyless: [] } };
    if (path.endsWith("/keyring")) return { body: { pages: [] } };
    if (path.startsWith("/app/v1/grants")) return { body: { grants: path.endsWith("after=0") ? grants : [], next: 9, more: path.endsWith("after=0") } };
    return log.answer(path, method, body);
  });
  const mine = await sitDown();
  await pinLog(mine, signPublic(log.seed));
  const me = await myKeys();
  await log.publish(me.entry, kadi.entry, bintou.entry);
  const halves = Object.entries(keys).map(([name, key]) => [name, splitKey(key)] as const);
  const half = (at: 0 | 1): Keys => Object.fromEntries(halves.map(([name, pair]) => [name, pair[at]]));
  const object = CASE ?? "";
  const consent = DEPARTURE ?? "";
  grants.push({ part: await makeGrant(half(0), { object, rights: "recovery-vault", consent }, me.entry, kadi) });
  server.more = { changes: [
    told(1, "consent.given", HER ?? "", FANTA ?? "", { services: { services: "yes" }, opening: { code: "K7QF2M9T3" } }),
    told(2, "case.opened", object, FANTA ?? "", { opening: { survivor: HER ?? "" } }),
    told(3, "survivor.assigned", HER ?? "", KADI ?? "", { handing: { departure: consent, to: mine.worker } }),
  ] };
  await lay();
  await send();
  const here = state().cases.get(object);
  assert.deepEqual([here?.lead, here?.from], [mine.worker, FANTA]);
  assert.deepEqual(await keysOf(books(), object), {}, "one half opens nothing");
  grants.push({ part: await makeGrant(half(1), { object, rights: "recovery-oversight", consent }, me.entry, bintou) });
  server.more = {};
  await send();
  assert.deepEqual(await keysOf(books(), object), keys);
  await send();
  const taken = server.sent.flatMap(({ acts }) => acts).find(({ kind }) => kind === "case.taken");
  const [part] = taken?.sealed as unknown as Grant[];
  assert.ok(part);
  assert.deepEqual(await openGrant(part, { object, rights: "read", consent: null }, me, me.entry), keys);
  clear();
  end({ rest: false });
});
