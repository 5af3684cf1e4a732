/** The release that is held: trusted at first sight, changed only with consent. */

import { Refused } from "../formats/refusal.ts";
import { stoppedAt } from "./deciding.ts";
import { file } from "./files.ts";
import { type Release, opened, verdict, wanted } from "./manifest.ts";
import { type Kept, type Place, keep, kept, prune } from "./store.ts";

export type Shown = Pick<Release, "version" | "development" | "digest">;
/** What the application is told; `whole`: it opens without any network. */
export type State = { readonly held: Shown | null; readonly offered: Shown | null; readonly trouble: string; readonly whole: boolean };

const ADDRESS = "/app/version";
const AT_ONCE = 4;
let trouble = "";
const known = new Map<Place, Release | null>();

/** Return the release at a place; it was checked when it came. */
async function release(place: Place, key: string): Promise<Release | null> {
  if (known.has(place)) return known.get(place) ?? null;
  const found = await kept(place);
  const read = found && (await opened(found, key).catch(() => null));
  known.set(place, read);
  return read;
}

async function put(place: Place, what: Kept | null): Promise<void> {
  known.delete(place);
  await keep(place, what);
}

/** Ask which release is served, and judge it; with nothing held yet, hold it. */
export async function check(key: string): Promise<State> {
  const came = await fetch(ADDRESS, { credentials: "omit", cache: "no-cache" }).catch(() => null);
  if (!came?.ok) return state(key);
  try {
    await judge((await came.json()) as Kept, key);
  } catch (error) {
    trouble = error instanceof Refused ? error.code : "release.unsigned";
  }
  return state(key);
}

async function judge({ manifest, sig }: Kept, key: string): Promise<void> {
  const came = { manifest, sig, whole: false };
  const said = verdict(await release("held", key), await opened(came, key));
  trouble = said.startsWith("release.") ? said : "";
  if (said === "first") await put("held", came);
  await put("offered", said === "newer" ? came : null);
}

/** Bring everything of the held release here: then it opens whatever the server does. */
export async function fill(key: string, language: string): Promise<State> {
  const [stored, held] = [await kept("held"), await release("held", key)];
  if (stored && held && (await bring(held, language))) await put("held", { ...stored, whole: true });
  return state(key);
}

/** Change to the release that is offered, when all of it is here and right. */
export async function take(key: string, language: string): Promise<State> {
  const [came, next] = [await kept("offered"), await release("offered", key)];
  if (!came || !next || !(await bring(next, language))) return state(key);
  await put("before", await kept("held"));
  await put("held", { ...came, whole: true });
  await put("offered", null);
  const both = [await release("before", key), next];
  await prune(new Set(both.flatMap((one) => [...(one?.files.values() ?? [])])));
  return state(key);
}

/** A few at a time: a slow line answers late, and what has come stays when it is cut. */
async function bring(whole: Release, language: string): Promise<boolean> {
  const left = wanted(whole, language).values();
  const hand = async (): Promise<void> => {
    for (const [address, hash] of left) await file(address, hash);
  };
  try {
    const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, hand));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
    if (trouble === "release.broken") trouble = "";
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === "release.broken") trouble = error.code;
    return false;
  }
}

/** Return what stands. */
export async function state(key: string): Promise<State> {
  const shown = (one: Release | null): Shown | null =>
    one && { version: one.version, development: one.development, digest: one.digest };
  const [held, offered] = [await release("held", key), await release("offered", key)];
  return { held: shown(held), offered: shown(offered), trouble, whole: (await kept("held"))?.whole ?? false };
}

/** While a release is not whole, the next rightly signed one replaces it at the next opening. */
export async function catchUp(key: string): Promise<void> {
  const held = await kept("held");
  if (held?.whole) return;
  await check(key);
  const offered = await kept("offered");
  if (!offered) return;
  await put("held", offered);
  await put("offered", null);
}

/** Answer with a file of the held release, or of the one before; with nothing else. */
export async function answer(address: string, key: string, isPage: boolean): Promise<Response> {
  const hash = await hashOf(address, key);
  if (!hash) return isPage ? stopped(address, key) : new Response(null, { status: 404 });
  try {
    return await file(address, hash);
  } catch (error) {
    const isDown = error instanceof Refused && error.code === "network.down";
    if (!isDown) trouble = "release.broken";
    return isPage && !isDown ? stopped(address, key) : Response.error();
  }
}

async function stopped(address: string, key: string): Promise<Response> {
  const page = stoppedAt(address);
  const hash = await hashOf(page, key);
  return hash ? file(page, hash).catch(() => Response.error()) : Response.error();
}

async function hashOf(address: string, key: string): Promise<string> {
  for (const place of ["held", "before"] as const) {
    const hash = (await release(place, key))?.files.get(address);
    if (hash) return hash;
  }
  return "";
}
