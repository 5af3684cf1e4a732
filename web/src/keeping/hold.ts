/** An agency key in my hands: opened from its grant, compared with what was published, handed on. */

import type { Groups } from "../formats/act.ts";
import { type Bytes, type JsonObject, bytesOf, canonical, join } from "../formats/canon.ts";
import { type Entry, type KeyPair, keyPair } from "../formats/entry.ts";
import { type Grant, holdGrant, openGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { recoveredWords, sign as signSaid } from "../formats/seconded.ts";
import { signature } from "../formats/signature.ts";
import { type NewAct, state } from "../notebook.ts";
import { stated } from "../pages/bear-key.ts";
import { signNow } from "../pages/sign-now.ts";
import { myKeys, session } from "../session/session.ts";
import { printOf } from "../shelf/entries.ts";
import { isSeconded } from "../shelf/published.ts";
import { keyOf } from "../shelf/state.ts";
import { entryOf } from "./lookup.ts";
import { type Half, type Keeping, addressOf, asked } from "./state.ts";

type Given = { readonly part: Grant };
type Page = { readonly grants: readonly Given[]; readonly next: number; readonly more: boolean };

/** Return every grant to my own keys. */
export async function myGrants(): Promise<Grant[]> {
  const found: Grant[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await asked<Page>(`/app/v1/grants?after=${after}`);
    found.push(...page.grants.map(({ part }) => part));
    ({ next: after, more } = page);
  }
  return found;
}

/** Return the agency key that something was sealed to, of any epoch, if it is in my hands. */
export async function heldBy(print: string): Promise<KeyPair> {
  const [entry, mine] = [await entryOf(print), await myKeys()];
  const held = (await myGrants()).filter((part) => part.rights === "hold" && part.to === mine.fingerprint && part.object === entry.id);
  for (const part of held.reverse()) {
    const keys = await openGrant(part, { object: entry.id, rights: "hold", consent: null }, mine, await entryOf(part.signer));
    const seed = keys[entry.owner]?.key;
    const pair = seed && (await keyPair(entry, seed));
    if (pair?.fingerprint === print) return pair;
  }
  throw new Refused("key.not_held");
}

/** Open every epoch of an agency key that grants hold, the newest first; refuse when the published one is not among them. */
export async function openedKeys(grants: readonly Grant[], owner: Half, mine: KeyPair): Promise<KeyPair[]> {
  const found: KeyPair[] = [];
  for (const entry of epochsOf(owner)) {
    for (const part of grants) {
      if (part.to !== mine.fingerprint || part.object !== entry.id) continue;
      const keys = await openGrant(part, { object: part.object, rights: "hold", consent: null }, mine, await entryOf(part.signer));
      const seed = keys[owner]?.key;
      const pair = seed && (await keyPair(entry, seed));
      if (pair?.entry.kem === entry.kem) found.push(pair);
    }
  }
  if (found[0]?.entry.epoch !== published(owner).epoch) throw new Refused("key.not_held");
  return found;
}

/** Return the newest published key of an agency. */
export function published(owner: Half | "recovery", agency = session().me.agency): Entry {
  const found = keyOf(state(), owner, agency);
  if (!found) throw new Refused("key.unknown");
  return found.entry;
}

/** Every published key of an agency, the newest first. */
export function epochsOf(owner: Half, agency = session().me.agency): Entry[] {
  return state().keys.flatMap((key) => (key.proved && key.entry.owner === owner && key.entry.id === agency && isSeconded(key) ? [key.entry] : [])).reverse();
}

/** Hand a key on, every epoch that I hold: older halves are sealed to older ones. Without a person, to the recovery key. */
export async function handOn(owner: Half, { agency, holders }: Keeping, to?: Entry): Promise<void> {
  const had = new Set(to ? holders.filter((one) => one.owner === owner && one.worker === to.id).map(({ epoch }) => epoch) : []);
  const acts: NewAct[] = [];
  for (const entry of epochsOf(owner, agency).filter(({ epoch }) => !had.has(epoch))) {
    const pair = await heldBy(await printOf(entry)).catch(unheld);
    if (!pair) continue;
    acts.push(await naming(pair, owner, to));
    pair.kemSeed.fill(0);
  }
  if (acts.length === 0) throw new Refused("key.not_held");
  for (const act of acts) await signNow(act, ...addressOf(agency));
}

/** An epoch from before my time is not in my hands. */
function unheld(error: unknown): null {
  if (error instanceof Refused && error.code === "key.not_held") return null;
  throw error;
}

/** Write that somebody takes a key: I sign first, or the sheets when it was lost. Paper takes it without. */
export async function naming(pair: KeyPair, owner: Half, to?: Entry, sheets?: KeyPair): Promise<NewAct> {
  const [record, agency, epoch] = [newId(), pair.entry.id, pair.entry.epoch];
  const said = stated(pair, record, to ? [to.id] : [], "named");
  const holder: JsonObject = { agency, owner, epoch, ...(to ? { worker: to.id } : {}) };
  const proof = sheets ? { proof: signature(sheets.signSeed, recoveredWords(said)) } : {};
  const signed: Groups = to && !sheets ? { signed: { signature: signSaid(session().signSeed, said) } } : {};
  const part = await holdGrant(pair, record, to ?? published("recovery", agency), await myKeys());
  return { kind: "holder.named", record, groups: { holder: { ...holder, ...proof }, ...signed }, sealed: [part] };
}

/** Sign as the recovery key does. */
export function sign(pair: KeyPair, label: string, said: JsonObject): string {
  const message: Bytes = join(bytesOf(label), canonical(said));
  return signature(pair.signSeed, message);
}
