/** Two halves of one case: given by whoever is on call, joined by whoever asked, kept nowhere. */

import { type Body, openBody, sealBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import type { KeyPair } from "../formats/entry.ts";
import { type Grant, type Terms, joined, makeGrant, openGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { keyWith } from "../formats/earlier.ts";
import { type Keys, newKey } from "../formats/keys.ts";
import { Refused, refuseUnless } from "../formats/refusal.ts";
import { heldBy } from "../keeping/hold.ts";
import { entryOf } from "../keeping/lookup.ts";
import type { NewAct } from "../notebook.ts";
import { myKeys } from "../session/session.ts";
import { type Askable, type Opened, type Waiting, isOver } from "./state.ts";

const REASON = "narrative";

type Said = { readonly groups: NewAct["groups"]; readonly reason: JsonObject };

/** Write a request: the reason is readable by whoever is on call, and each grant names the case. */
export async function asking(of: Askable, { groups, reason }: Said): Promise<NewAct> {
  const [record, key, mine] = [newId(), newKey(), await myKeys()];
  const terms: Terms = { object: record, rights: "read", consent: of.case };
  const sealed: JsonObject[] = [await sealBody(reason, { object: record, compartment: REASON, version: 1 }, key)];
  for (const print of of.readers) {
    const reader = await entryOf(print);
    refuseUnless(reader.owner === "worker", "vault.recipient");
    sealed.push(await makeGrant({ [REASON]: key }, terms, reader, mine));
  }
  return { kind: "glass.requested", record, groups, sealed };
}

/** Open a reason, and say whose key signed for that case. */
export async function reasonOf(one: Waiting): Promise<{ readonly text: string; readonly signer: string }> {
  const mine = await myKeys();
  const part = only(one.reason.filter((each): each is Grant => each.type === "grant" && each.to === mine.fingerprint));
  const body = only(one.reason.filter((each): each is Body => each.type === "body"));
  const keys = await opened(part, { object: one.id, rights: "read", consent: one.case }, mine);
  const said = await read(body, one.id, keys);
  return { text: String(said["glass_reason"] ?? ""), signer: part.signer };
}

/** Write that the other half is given: of that case, to the key that signed for it, whatever the server says. */
export async function giving(one: Waiting): Promise<NewAct> {
  const { signer } = await reasonOf(one);
  const half = only(one.half);
  const pair = await heldBy(half.to);
  const keys = await opened(half, { object: one.case, rights: "half-oversight", consent: null }, pair);
  pair.kemSeed.fill(0);
  const part = await makeGrant(keys, { object: one.case, rights: "glass", consent: one.id }, await entryOf(signer), await myKeys());
  return { kind: "glass.released", record: one.id, groups: { answer: { released: "yes" } }, sealed: [part] };
}

/** Join both halves and open every text of the case; refuse when its time is over here. */
export async function readAll(one: Opened, now: number = Date.now()): Promise<readonly JsonObject[]> {
  refuseUnless(!isOver(one, now), "glass.over");
  const mine = await myKeys();
  const [first, second] = [only(one.vault), only(one.oversight)];
  const pair = await heldBy(first.to);
  const keys = joined(
    await opened(first, { object: one.case, rights: "half-vault", consent: null }, pair),
    await opened(second, { object: one.case, rights: "glass", consent: one.id }, mine),
  );
  pair.kemSeed.fill(0);
  const told = await Promise.all(one.texts.map(({ part }) => read(part, one.case, keys)));
  for (const { key } of Object.values(keys)) key.fill(0);
  return told;
}

async function opened(part: Grant, terms: Terms, mine: KeyPair): Promise<Keys> {
  return openGrant(part, terms, mine, await entryOf(part.signer));
}

async function read(part: Body, object: string, keys: Keys): Promise<JsonObject> {
  const key = keyWith(keys, part.compartment, part.key);
  if (!key) throw new Refused("sealed.unreadable");
  return openBody(part, { object, compartment: part.compartment, version: part.version }, key);
}

function only<T>(found: readonly T[]): T {
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw new Refused("glass.over");
  return first;
}
