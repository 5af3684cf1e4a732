/** Find the keys that open sealed parts: in the keyring, or in a grant to me. */

import type { JsonObject } from "../formats/canon.ts";
import type { Entry, KeyPair } from "../formats/entry.ts";
import type { Grant } from "../formats/grants.ts";
import { carried, compartmentOf, keyWith } from "../formats/earlier.ts";
import type { CompartmentKey, Keys } from "../formats/keys.ts";
import { myKeys, session } from "../session/session.ts";
import type { Shelf } from "./shelf.ts";
import { keyBy } from "./entries.ts";
import { isExpected } from "./granting.ts";
import { type Opened, opened, opening, overwrite, sealing } from "./held.ts";
import type { Known } from "./known.ts";

/** Remember keys that were just born here. */
export function holdKeys(object: string, keys: Keys): void {
  session().opened.set(object, keys);
}

/** Return the keys of a case or a package; none when nothing was granted to me. */
export async function keysOf(shelf: Shelf, object: string): Promise<Keys> {
  const mine = session();
  return mine.opened.get(object) ?? opening(mine, object, () => openedHere(shelf, object));
}

/** Return the key that sealed a body: one that I hold, or one that any grant to me carries. */
export async function keyOf(shelf: Shelf, object: string, compartment: string, id: string): Promise<CompartmentKey | undefined> {
  const found = keyWith(await keysOf(shelf, object), compartment, id);
  return found ?? keyWith(await everyKey(shelf, object), compartment, id);
}

/** Return every key that the newest grant to me carries, and hold them. */
export async function grantedKeys(shelf: Shelf, object: string): Promise<Keys> {
  return sealing(await opened(session(), object, () => openedHere(shelf, object)));
}

/** Return every key that was ever granted to me: the newest seal; earlier, refused and crossed ones only open. */
export async function everyKey(shelf: Shelf, object: string): Promise<Keys> {
  const found = await opened(session(), object, () => openedHere(shelf, object));
  const earlier = found.map(({ keys }) => carried(keys, Object.keys(keys).map(compartmentOf)));
  return Object.assign({}, ...earlier, sealing(found)) as Keys;
}

async function openedHere(shelf: Shelf, object: string): Promise<Opened[]> {
  const [mine] = await Promise.all([myKeys(), grantCode()]);
  const found: Opened[] = [];
  try {
    for (const given of grantsOn(shelf, object, mine.fingerprint)) {
      const signer = await expectedSigner(shelf, given, mine);
      const keys = signer && (await openOne(given.grant, signer));
      if (keys) found.push({ keys, counts: given.known.state !== "quarantined" });
    }
    return found;
  } catch (fault) {
    overwrite(found); // the notebook closed in between
    throw fault;
  }
}

/** Return who signed a grant, if she may give it there. */
async function expectedSigner(shelf: Shelf, { grant, known }: Given, mine: KeyPair): Promise<Entry | null> {
  if (isMine(shelf, grant.object) && grant.signer !== mine.fingerprint && !isHanded(shelf, known)) return null;
  const own = { id: "", entry: mine.entry, by: "", proved: true, place: -1 };
  const signer = grant.signer === mine.fingerprint ? own : await keyBy(shelf, grant.signer);
  const keys = [own, ...shelf.state().keys.filter(({ proved }) => proved)];
  const me = session().worker;
  if (!signer || !isExpected({ grant, known, signer, keys, me })) return null;
  return signer === own || grant.consent !== null || (await isGiver(shelf, grant, signer.entry, mine)) ? signer.entry : null;
}

/** Others give the keys of a case rarely: what that asks comes when it happens. */
async function isGiver(shelf: Shelf, grant: Grant, signer: Entry, mine: KeyPair): Promise<boolean> {
  const about = grants(shelf).flatMap(({ grant: one }) => (one.object === grant.object && one.rights === "read" ? [one] : []));
  return (await import("./givers.ts")).isGiver(shelf, about, grant, { signer, mine });
}

/** The keys of a case that I lead were born here: nobody else could give me them. */
function isMine(shelf: Shelf, object: string): boolean {
  return shelf.state().cases.get(object)?.lead === session().worker;
}

/** But whoever led it before me could, with the case itself. */
function isHanded(shelf: Shelf, { act }: Known): boolean {
  return act.kind === "case.handed" && shelf.state().cases.get(act.record)?.from === act.actor;
}

/** Bring the code that opens grants. */
export const grantCode = () => import("../formats/grants.ts");

async function openOne(grant: Grant, signer: Entry): Promise<Keys | null> {
  const { openGrant } = await grantCode();
  const terms = { object: grant.object, rights: grant.rights, consent: grant.consent };
  try {
    return await openGrant(grant, terms, await myKeys(), signer);
  } catch {
    return null; // a forged or broken grant opens nothing; another may
  }
}

type Given = { readonly grant: Grant; readonly known: Known };

function grantsOn(shelf: Shelf, object: string, to: string): Given[] {
  return grants(shelf).filter(({ grant }) => grant.object === object && grant.to === to && grant.rights === "read");
}

/** Return who signed grants on the shelf. */
export function signers(shelf: Shelf): string[] {
  return [...new Set(grants(shelf).map(({ grant }) => grant.signer))];
}

function grants(shelf: Shelf): Given[] {
  return shelf.all().flatMap((known) => {
    const parts = (known.act.sealed as readonly JsonObject[]).filter((part) => part["type"] === "grant");
    return parts.map((part) => ({ grant: part as unknown as Grant, known }));
  });
}
