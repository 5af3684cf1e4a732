/** Opened case keys, kept under the user key, 64 objects a page. */

import { SALT_SIZE, decrypt, encrypt, readPlain } from "./aead.ts";
import { type Bytes, type JsonObject, b64, unb64 } from "./canon.ts";
import { type Keys, keysFrom } from "./keys.ts";
import { pad, unpad } from "./padding.ts";
import { type Random, platform } from "./random.ts";
import { refuseUnless } from "./refusal.ts";
import { pageFault } from "./shapes.ts";

const INFO = "demeso/keyring/v1\n";
export const PAGE_OBJECTS = 64;
/** Nobody has a page before her first case: what writes and reads one comes when it is needed. */
const ringing = () => import("./ringing.ts");

/** Whose page of a keyring it is, which one, and its version. */
export type PagePlace = { readonly worker: string; readonly page: number; readonly version: number };
export type Page = PagePlace & {
  readonly v: 1;
  readonly suite: 1;
  readonly salt: string;
  readonly ct: string;
};
/** Object → compartment → key. */
export type Ring = { readonly [object: string]: Keys };

function contextOf({ worker, page, version }: PagePlace): JsonObject {
  return { app: "demeso", type: "keyring", worker, page, version };
}

/** Seal one page of a keyring. */
export async function sealPage(ring: Ring, place: PagePlace, userKey: Bytes, random: Random = platform): Promise<Page> {
  const objects = Object.entries(ring);
  refuseUnless(objects.length <= PAGE_OBJECTS, "keyring.full");
  const { packedKeys } = await ringing();
  const salt = random(SALT_SIZE);
  const sealed = await encrypt(userKey, salt, INFO, contextOf(place), pad(packedKeys(ring)));
  const { worker, page, version } = place;
  return { v: 1, suite: 1, worker, page, version, salt: b64(salt), ct: b64(sealed) };
}

/** Open the page that must be that worker's, that number, that version; an earlier app wrote JSON in it. */
export async function openPage(page: Page, place: PagePlace, userKey: Bytes): Promise<Ring> {
  const fault = pageFault(page);
  refuseUnless(fault === "", "keyring.malformed", fault);
  const here = page.worker === place.worker && page.page === place.page && page.version === place.version;
  refuseUnless(here, "sealed.other");
  const plain = await decrypt(userKey, unb64(page.salt), INFO, contextOf(place), unb64(page.ct));
  const raw = unpad(plain);
  const { isPacked, unpackedKeys } = await ringing();
  if (isPacked(raw)) return unpackedKeys(raw);
  return Object.fromEntries(Object.entries(readPlain(plain)).map(([object, keys]) => [object, keysFrom(keys)]));
}
