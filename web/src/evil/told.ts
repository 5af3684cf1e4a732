/** Acts and grants as a lying server tells them; for tests only. */

import type { Act } from "../formats/act.ts";
import type { JsonObject } from "../formats/canon.ts";
import { type KeyPair, newWorkerKeys } from "../formats/entry.ts";
import { type Grant, makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { send, widen } from "../notebook.ts";
import { KnownLog } from "../outbox/known-log.ts";
import type { Server } from "../outbox/known.ts";
import { myKeys, session } from "../session/session.ts";
import { OUMOU, before } from "./known.ts";

export const [oumou, stranger] = [await newWorkerKeys(OUMOU), await newWorkerKeys(newId())];
export const unproved = await newWorkerKeys(OUMOU);
export type Said = { readonly kind: string; readonly record: string; readonly actor: string; readonly groups: JsonObject; readonly sealed: readonly Grant[] };

/** Sit down before a server that hands on whatever these tests put into its answers. */
export async function sit(): Promise<Server> {
  const log = await new KnownLog().publish(oumou.entry, stranger.entry);
  const server = await before(log);
  await widen();
  await log.publish((await myKeys()).entry);
  return server;
}

/** Hear acts as a server tells them, in this order. */
export async function hear(server: Server, ...said: readonly Said[]): Promise<void> {
  const changes = said.map((one, at) => {
    const act = { v: 1, id: newId(), device: newId(), seq: at + 1, base: 0, time: "", form: "x@1", hlc: "", sig: "", ...one };
    return { position: 10 + at, version: 10 + at, root: one.record, received_at: "", act: act as unknown as Act, state: "applied" as const, code: "" };
  });
  server.more = { changes };
  await send();
}

export const read = (object: string, consent: string | null = null) => ({ object, rights: "read", consent }) as const;
export async function granted(keys: Keys, object: string, consent: string | null, by: KeyPair): Promise<Grant> {
  return makeGrant(keys, read(object, consent), (await myKeys()).entry, by);
}
export const sent = (record: string, release: string, grant: Grant, actor = OUMOU): Said =>
  ({ kind: "referral.sent", record, actor, groups: { line: { release } }, sealed: [grant] });

/** A case that I opened myself, with its keys. */
export async function mine(): Promise<{ object: string; keys: Keys; said: Said[] }> {
  const [object, survivor, keys] = [newId(), newId(), { identity: newKey() }];
  const [me, grant] = [session().worker, await granted(keys, object, null, await myKeys())];
  const yes = { kind: "consent.given", record: survivor, actor: me, groups: { services: { services: "yes" }, opening: { code: "K7QF2M9T3" } }, sealed: [] };
  const opened = { kind: "case.opened", record: object, actor: me, groups: { opening: { survivor } }, sealed: [grant] };
  return { object, keys, said: [yes, opened] };
}

/** A case of mine on the shelf, whose keys are not held. */
export async function closedCase(): Promise<{ object: string; keys: Keys }> {
  const [server, { object, keys, said }] = [await sit(), await mine()];
  await hear(server, ...said);
  session().opened.clear();
  return { object, keys };
}
