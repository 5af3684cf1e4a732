/** Find the keys that open sealed parts: in the keyring, or in a grant to me. */

import type { JsonObject } from "../formats/canon.ts";
import type { Body } from "../formats/bodies.ts";
import type { Entry } from "../formats/entry.ts";
import type { Grant } from "../formats/grants.ts";
import type { CompartmentKey, Keys } from "../formats/keys.ts";
import { myKeys } from "../session/session.ts";
import type { Shelf } from "./shelf.ts";
import { entryBy } from "./entries.ts";

const opened = new Map<string, Keys>();

/** Forget every opened key. */
export function forgetKeys(): void {
  opened.clear();
}

/** Remember keys that were just born here. */
export function holdKeys(object: string, keys: Keys): void {
  opened.set(object, keys);
}

/** Return the keys of a case or a package; none when nothing was granted to me. */
export async function keysOf(shelf: Shelf, object: string): Promise<Keys> {
  const held = opened.get(object);
  if (held) return held;
  const mine = await myKeys();
  for (const grant of grantsOn(shelf, object, mine.fingerprint)) {
    const signer = await entryBy(shelf, grant.signer);
    if (!signer) continue;
    const keys = await openOne(grant, signer);
    if (keys) {
      opened.set(object, keys);
      return keys;
    }
  }
  return {};
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

function grantsOn(shelf: Shelf, object: string, to: string): Grant[] {
  const parts = shelf.all().flatMap(({ act }) => act.sealed as readonly JsonObject[]);
  const found = parts.filter((part) => part["type"] === "grant" && part["object"] === object);
  return found.filter((part) => part["to"] === to && part["rights"] === "read") as unknown as Grant[];
}

/** Return the newest body of each compartment that I may read, opened. */
export async function openBodies(shelf: Shelf, object: string): Promise<{ readonly [compartment: string]: JsonObject }> {
  const keys = await keysOf(shelf, object);
  const { openBody } = await import("../formats/bodies.ts");
  const found: Record<string, JsonObject> = {};
  for (const body of bodiesOf(shelf, object)) {
    const key: CompartmentKey | undefined = keys[body.compartment];
    if (!key || key.id !== body.key) continue;
    const { compartment, version } = body;
    found[compartment] = { ...found[compartment], ...(await openBody(body, { object, compartment, version }, key)) };
  }
  return found;
}

/** Return all bodies sealed to an object, oldest first. */
export function bodiesOf(shelf: Shelf, object: string): Body[] {
  const parts = shelf.all().flatMap(({ act }) => act.sealed as readonly JsonObject[]);
  const bodies = parts.filter((part) => part["type"] === "body" && part["object"] === object) as unknown as Body[];
  return bodies.sort((a, b) => a.version - b.version);
}
