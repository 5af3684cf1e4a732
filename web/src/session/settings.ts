/** How a passphrase is stretched, as the server says it; asked while it is still being typed. */

import type { Kdf } from "../formats/passphrase.ts";
import { call } from "./call.ts";

let foretold: { readonly username: string; readonly kdf: Promise<Kdf | null> } | null = null;

/** Ask how a passphrase is stretched; every name gets an answer. */
export async function settingsOf(username: string): Promise<Kdf> {
  const answer = await call<{ kdf: Kdf }>("/app/v1/salt", { method: "POST", body: { username } });
  return answer.kdf;
}

/** Ask before it is needed, once a name stands there; what goes wrong shows when it is needed. */
export function foretell(username: string): void {
  if (!username || username === foretold?.username) return;
  foretold = { username, kdf: settingsOf(username).catch(() => null) };
}

/** Return what was asked for this name before, once; or ask now. */
export async function settingsFor(username: string): Promise<Kdf> {
  const asked = foretold?.username === username ? foretold.kdf : null;
  foretold = null;
  return (await asked) ?? settingsOf(username);
}
