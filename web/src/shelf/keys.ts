/** Find the keys that open sealed parts: in the keyring, or in a grant to me. */

import type { JsonObject } from "../formats/canon.ts";
import type { Entry } from "../formats/entry.ts";
import type { Grant } from "../formats/grants.ts";
import type { Keys } from "../formats/keys.ts";
import { myKeys, session } from "../session/session.ts";
import type { Shelf } from "./shelf.ts";
import { entryBy } from "./entries.ts";

/** Remember keys that were just born here. */
export function holdKeys(object: string, keys: Keys): void {
  session().opened.set(object, keys);
}

/** Return the keys of a case or a package; none when nothing was granted to me. */
export async function keysOf(shelf: Shelf, object: string): Promise<Keys> {
  const { opened } = session();
  const held = opened.get(object);
  if (held) return held;
  const mine = await myKeys();
  for (const { grant, actor } of grantsOn(shelf, object, mine.fingerprint)) {
    const signer = await entryBy(shelf, grant.signer);
    if (!signer || signer.owner !== "worker" || signer.id !== actor) continue;
    if (isMine(shelf, object) && grant.signer !== mine.fingerprint) continue;
    const keys = await openOne(grant, signer);
    if (!keys) continue;
    opened.set(object, keys);
    return keys;
  }
  return {};
}

/** The keys of a case that I lead were born here: nobody else could give me them. */
function isMine(shelf: Shelf, object: string): boolean {
  return shelf.state().cases.get(object)?.lead === session().worker;
}

async function openOne(grant: Grant, signer: Entry): Promise<Keys | null> {
  const { openGrant } = await import("../formats/grants.ts");
  const terms = { object: grant.object, rights: grant.rights, consent: grant.consent };
  try {
    return await openGrant(grant, terms, await myKeys(), signer);
  } catch {
    return null; // a forged or broken grant opens nothing; another may
  }
}

type Given = { readonly grant: Grant; readonly actor: string };

function grantsOn(shelf: Shelf, object: string, to: string): Given[] {
  return grants(shelf).filter(({ grant }) => grant.object === object && grant.to === to && grant.rights === "read");
}

/** Return who signed grants on the shelf. */
export function signers(shelf: Shelf): string[] {
  return [...new Set(grants(shelf).map(({ grant }) => grant.signer))];
}

function grants(shelf: Shelf): Given[] {
  return shelf.all().flatMap(({ act }) => {
    const parts = (act.sealed as readonly JsonObject[]).filter((part) => part["type"] === "grant");
    return parts.map((part) => ({ grant: part as unknown as Grant, actor: act.actor }));
  });
}
