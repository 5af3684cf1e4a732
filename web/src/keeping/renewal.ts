/** Somebody lost her keys: a link, two people who confirm, two people who give each one half back. */

import { b64, bytesOf, sha256 } from "../formats/canon.ts";
import { stamp } from "../formats/clock.ts";
import type { KeyPair } from "../formats/entry.ts";
import { type Grant, joined, makeGrant, openGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import type { Keys } from "../formats/keys.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { type NewAct, save, send } from "../notebook.ts";
import { signNow } from "../pages/sign-now.ts";
import { myKeys, session } from "../session/session.ts";
import { holdKeys } from "../shelf/keys.ts";
import { keptTree } from "../shelf/log.ts";
import { heldBy, myGrants } from "./hold.ts";
import { entryOf } from "./lookup.ts";
import { type Half, RIGHT, type Renewal, asked } from "./state.ts";

const VALID = 3 * 86_400_000;
/** An act carries so many grants at most: it has to pass on a slow line. */
const AT_ONCE = 50;

/** Make a one-time link for somebody; it also says whose signature the log carries. */
export async function makeLink(worker: string): Promise<string> {
  const token = b64(platform(32));
  const renewal = { worker, token_hash: b64(await sha256(bytesOf(token))), until: stamp(Date.now() + VALID) };
  await save([{ kind: "renewal.opened", record: newId(), groups: { renewal } }]);
  await send();
  const tree = await keptTree(session());
  return `${location.origin}${location.pathname}#renew=${tree ? `${token}.${tree.key}` : token}`;
}

/** Say in person: it is her, and these words stand on her screen. */
export function confirm({ id, fingerprint }: Renewal): Promise<void> {
  const confirmation = { renewal: id, print: fingerprint };
  return signNow({ kind: "renewal.confirmed", record: newId(), groups: { confirmation } }, "cles");
}

/** Open one half of her caseload with the agency key I hold, and seal it to her new key. */
export async function rewrap({ id, fingerprint }: Renewal, half: Half, address: readonly string[]): Promise<void> {
  const { grants } = await asked<{ grants: Grant[] }>(`/app/v1/renewals/${id}/${half}`);
  const [to, mine, held] = [await entryOf(fingerprint), await myKeys(), new Map<string, KeyPair>()];
  // Older halves lie under older keys: each is opened with the one that it was sealed to.
  for (const print of new Set(grants.map((part) => part.to))) held.set(print, await heldBy(print));
  for (let at = 0; at < grants.length; at += AT_ONCE) {
    const sealed: Grant[] = [];
    for (const part of grants.slice(at, at + AT_ONCE)) {
      const terms = { object: part.object, rights: RIGHT[half], consent: id };
      sealed.push(await makeGrant(await opened(part, held.get(part.to)), terms, to, mine));
    }
    const act: NewAct = { kind: "caseload.rewrapped", record: newId(), groups: { rewrapping: { renewal: id, half } }, sealed };
    await signNow(act, ...address);
  }
  for (const { kemSeed } of held.values()) kemSeed.fill(0);
}

/** Join the halves that two people gave, and keep the keys as my own; return of how many cases. */
export async function takeBack(renewal: string): Promise<number> {
  const mine = await myKeys();
  const halves = new Map<string, { [rights: string]: Keys }>();
  for (const part of await myGrants()) {
    if (part.consent !== renewal || part.to !== mine.fingerprint) continue;
    halves.set(part.object, { ...halves.get(part.object), [part.rights]: await opened(part, mine) });
  }
  const sealed: Grant[] = [];
  for (const [object, given] of halves) {
    const [vault, oversight] = [given[RIGHT.vault], given[RIGHT.oversight]];
    if (!vault || !oversight) continue;
    const keys = joined(vault, oversight);
    holdKeys(object, keys);
    sealed.push(await makeGrant(keys, { object, rights: "read", consent: null }, mine.entry, mine));
  }
  for (let at = 0; at < sealed.length; at += AT_ONCE) {
    const part = sealed.slice(at, at + AT_ONCE);
    await signNow({ kind: "caseload.taken", record: newId(), groups: { taking: { renewal } }, sealed: part }, "cles");
  }
  return sealed.length;
}

async function opened(part: Grant, pair: KeyPair | undefined): Promise<Keys> {
  if (!pair) throw new Refused("key.not_held");
  return openGrant(part, { object: part.object, rights: part.rights, consent: part.consent }, pair, await entryOf(part.signer));
}
