/** Cases go on: given by whoever leads them, or in two halves by two people, and taken over. */

import { type Grant, type Terms, joined, makeGrant, openGrant } from "../formats/grants.ts";
import type { KeyPair } from "../formats/entry.ts";
import type { Keys } from "../formats/keys.ts";
import { Refused, refuseUnless } from "../formats/refusal.ts";
import { heldBy, myGrants } from "../keeping/hold.ts";
import { entryOf } from "../keeping/lookup.ts";
import { HALF, type Half, RIGHT } from "../keeping/state.ts";
import { type NewAct, books, save, state } from "../notebook.ts";
import { myKeys, session } from "../session/session.ts";
import { grantedKeys, holdKeys, keysOf } from "../shelf/keys.ts";
import type { Case } from "../shelf/state.ts";
import type { Carried, Successor, Waiting } from "./state.ts";

/** Give one of my cases to a colleague: her key is proved before anything is sealed to it. */
export async function handing(one: Carried, departure: string, to: Successor): Promise<NewAct> {
  const [entry, mine] = [await entryOf(to.key), await myKeys()];
  refuseUnless(entry.owner === "worker" && entry.id === to.id, "vault.recipient");
  const found = await grantedKeys(books(), one.case);
  const keys = Object.keys(found).length > 0 ? found : await keysOf(books(), one.case);
  if (Object.keys(keys).length === 0) throw new Refused("sealed.unreadable");
  const part = await makeGrant(keys, { object: one.case, rights: "read", consent: null }, entry, mine);
  const said = { survivor: one.survivor, departure, to: to.id };
  return { kind: "case.handed", record: one.case, groups: { handing: said }, sealed: [part] };
}

/** Name who goes on with somebody whose caseworker has left. */
export function assigning({ survivor }: Carried, departure: string, to: Successor): NewAct {
  return { kind: "survivor.assigned", record: survivor, groups: { handing: { departure, to: to.id } } };
}

/** Open one half with the key that it was sealed to, of whatever epoch, and seal it to the new lead. */
export async function giving(one: Waiting, half: Half): Promise<NewAct> {
  const [pair, to, mine] = [await heldBy(one.part.to), await entryOf(one.to), await myKeys()];
  refuseUnless(to.owner === "worker", "vault.recipient");
  const keys = await opened(one.part, { object: one.case, rights: HALF[half], consent: null }, pair);
  pair.kemSeed.fill(0);
  const part = await makeGrant(keys, { object: one.case, rights: RIGHT[half], consent: one.departure }, to, mine);
  return { kind: "half.given", record: one.case, groups: { giving: { survivor: one.survivor, half } }, sealed: [part] };
}

/** Join what two people gave me of cases that I took over; return of how many. */
export async function takeOver(): Promise<number> {
  const me = session().worker;
  const mine = [...state().cases.values()].filter((here) => here.from && here.lead === me);
  const waiting = [];
  for (const here of mine) if (Object.keys(await keysOf(books(), here.id)).length === 0) waiting.push(here);
  if (waiting.length === 0) return 0;
  const [grants, pair] = [await myGrants(), await myKeys()];
  const acts: NewAct[] = [];
  for (const here of waiting) acts.push(...(await taking(here, grants, pair)));
  if (acts.length > 0) await save(acts); // it goes with the next round, which is this one's caller
  return acts.length;
}

async function taking(here: Case, grants: readonly Grant[], mine: KeyPair): Promise<NewAct[]> {
  const halves: Keys[] = [];
  for (const rights of [RIGHT.vault, RIGHT.oversight]) {
    const part = grants.findLast((one) => one.object === here.id && one.rights === rights && one.to === mine.fingerprint);
    if (!part) return [];
    halves.push(await opened(part, { object: here.id, rights, consent: part.consent }, mine));
  }
  const keys = joined(halves[0] ?? {}, halves[1] ?? {});
  holdKeys(here.id, keys);
  const part = await makeGrant(keys, { object: here.id, rights: "read", consent: null }, mine.entry, mine);
  return [{ kind: "case.taken", record: here.id, groups: { taking: { survivor: here.survivor } }, sealed: [part] }];
}

async function opened(part: Grant, terms: Terms, mine: KeyPair): Promise<Keys> {
  return openGrant(part, terms, mine, await entryOf(part.signer));
}
