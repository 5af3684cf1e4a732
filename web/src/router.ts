/** Addresses after the `#`: neutral words, a code at most, never a name. */

export type Route = { readonly name: string; readonly rest: readonly string[] };
export type Page = (rest: readonly string[]) => Promise<HTMLElement | null>;
/** Name → the module that draws it, loaded when it is first needed. */
export type Pages = { readonly [name: string]: () => Promise<Page> };

const TOKEN = /^#join=([A-Za-z0-9_-]{20,200})$/;

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

/** Return the token of an invitation link; empty when it is none. */
export function invitation(hash: string): string {
  return TOKEN.exec(hash)?.[1] ?? "";
}

/** Write an address. */
export function path(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** Go to an address. */
export function go(...parts: readonly string[]): void {
  const to = path(...parts);
  if (location.hash === to) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = to;
}
