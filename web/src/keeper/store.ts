/** What the keeper keeps: the release in force, the one before, one that is offered, and their files. */

import type { Signed } from "./manifest.ts";

const NAME = "carnet";
let shelfName = NAME;
export type Place = "held" | "before" | "offered";
/** A list as it came; `whole` once all of its files are here. */
export type Kept = Signed & { readonly whole: boolean };

/** Each release key has a shelf of its own: what another has signed is not touched. */
export function nameShelf(key: string): void {
  shelfName = `${NAME}-${key}`;
}

/** Return where everything lies; the notebook's own database is not here. */
export function shelf(): Promise<Cache> {
  return caches.open(shelfName);
}

/** Return the key of a file. */
export function fileKey(hash: string): string {
  return `/kept/file/${hash}`;
}

/** Return what lies at a place. */
export async function kept(place: Place): Promise<Kept | null> {
  const found = await (await shelf()).match(`/kept/${place}`);
  return found ? ((await found.json()) as Kept) : null;
}

/** Put something there, or nothing. */
export async function keep(place: Place, what: Kept | null): Promise<void> {
  const cache = await shelf();
  if (what) await cache.put(`/kept/${place}`, new Response(JSON.stringify(what)));
  else await cache.delete(`/kept/${place}`);
}

/** Drop the files that none of these releases has. */
export async function prune(hashes: ReadonlySet<string>): Promise<void> {
  const cache = await shelf();
  for (const { url } of await cache.keys()) {
    const [, hash] = /\/kept\/file\/(.+)$/.exec(url) ?? [];
    if (hash && !hashes.has(hash)) await cache.delete(fileKey(hash));
  }
}

/** Forget every other keeper's shelf; what was written or heard on this device is elsewhere and stays. */
export async function forgetOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== shelfName) await caches.delete(name);
}
