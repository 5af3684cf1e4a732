/** Addresses after the `#`: neutral words, a code at most, never a name. */

export type Route = { readonly name: string; readonly rest: readonly string[] };
export type Page = (rest: readonly string[]) => Promise<HTMLElement | null>;
/** Name → the module that draws it, loaded when it is first needed. */
export type Pages = { readonly [name: string]: () => Promise<Page> };

/** Load once: to ask for a module again walks through all of its parts, though they are here. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  const again = (error: unknown): never => {
    found = null; // the next page tries anew
    throw error;
  };
  return () => (found ??= load().catch(again));
}

const RENEWAL = /^#renew=([A-Za-z0-9_-]{20,200}(?:\.[A-Za-z0-9_-]{43})?)$/;
const TOKEN = /^#join=([A-Za-z0-9_-]{20,200}(?:\.[A-Za-z0-9_-]{43})?)$/;

/** Read an address: `#/dossier/K7Q-F2M-9T3/suite` is "dossier" and what follows. */
export function read(hash: string): Route {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/");
  return { name, rest: rest.filter((part) => part !== "").map(plain) };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** Return the token of an invitation link, and the log's key behind its dot; empty when it is none. */
export function invitation(hash: string): string {
  return TOKEN.exec(hash)?.[1] ?? "";
}

/** Return the token of a link for who lost her keys; empty when it is none. */
export function renewal(hash: string): string {
  return RENEWAL.exec(hash)?.[1] ?? "";
}

/** Write an address. */
export function path(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** Go to an address, in place: the browser's history keeps no trail of cases. */
export function go(...parts: readonly string[]): void {
  if (!isElsewhere) replace(path(...parts));
}

let atWork = 0;
let isElsewhere = false;

/** Do work that may end by going somewhere; whoever chose another page meanwhile stays there. */
export async function stayingWhere(work: () => Promise<void> | void): Promise<void> {
  [atWork, isElsewhere] = [atWork + 1, false];
  try {
    await work();
  } finally {
    atWork -= 1;
    if (atWork === 0) isElsewhere = false;
  }
}

/** The address is only named, then drawn: the browser need not lay the old page out for it, nor hold up what was just said. */
function replace(to: string): void {
  queueMicrotask(() => {
    if (location.hash !== to) history.replaceState(null, "", to);
    setTimeout(() => dispatchEvent(new HashChangeEvent("hashchange")));
  });
}

/** Let every link of the page move in place. */
export function moveInPlace(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    isElsewhere = atWork > 0;
    replace(link.getAttribute("href") ?? "#/");
  });
}

const FLOOR = "floor";

/**
 * Lay one neutral entry under the notebook: the device's own "back" then goes one
 * screen up instead of out, and after leaving there is nothing else to go back to.
 */
export function layFloor(up: () => string): void {
  if (history.state !== FLOOR) {
    const here = location.hash || "#/";
    history.replaceState(FLOOR, "", `${location.pathname}#/`);
    history.pushState(null, "", here);
  }
  addEventListener("popstate", (event) => {
    if (event.state !== FLOOR) return;
    isElsewhere = atWork > 0;
    history.pushState(null, "", up());
    dispatchEvent(new HashChangeEvent("hashchange"));
  });
}
