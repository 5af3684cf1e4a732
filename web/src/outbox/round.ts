/** One round: send, fetch, learn who works here, share what was opened. */

import { Refused } from "../formats/refusal.ts";
import type { Session } from "../session/session.ts";
import { Keyring } from "../shelf/keyring.ts";
import { signers } from "../shelf/keys.ts";
import { pin } from "../shelf/pins.ts";
import { fetchRegister } from "../shelf/register.ts";
import type { Shelf } from "../shelf/shelf.ts";
import type { Halt } from "./halt.ts";
import type { Conflict } from "./send.ts";
import { type Done, sync } from "./sync.ts";

/** What lies on the table while one person's notebook is open. */
export type Table = {
  readonly mine: Session;
  readonly shelf: Shelf;
  ring?: Keyring;
  conflicts: readonly Conflict[];
  halt: Halt | null;
  /** Where the directory stood when the register was fetched; nothing before. */
  directory: number | null;
  /** Whether the server showed another key for somebody whose key is known. */
  isChanged: boolean;
};

export type Round = Pick<Done, "waiting" | "troubles"> & { readonly arrived: boolean };

/** Go one round with the server. */
export async function round(table: Table): Promise<Round> {
  const done = await sync(table.mine, table.shelf, table);
  if (!table.mine.token) return { ...done, arrived: done.changed };
  table.conflicts = done.conflicts;
  const learnt = await learn(table, done);
  table.ring ??= new Keyring(table.mine);
  const unshared = await share(table.ring);
  const troubles = [...done.troubles, ...(table.isChanged ? ["key.changed"] : []), ...unshared];
  return { ...done, troubles, arrived: done.changed || learnt };
}

/** Fetch who works here: once a session, and again when something changed. */
async function learn(table: Table, { changed, directory }: Done): Promise<boolean> {
  if (table.directory === directory && !changed) return false;
  const { mine, shelf } = table;
  const register = await fetchRegister(mine, signers(shelf));
  shelf.know(register);
  table.directory = directory;
  const seen = await pin(mine, register.keys.map(({ entry }) => entry));
  table.isChanged = seen.includes("changed");
  return true;
}

/** The keyring spares work and holds nothing alone: a fault there stops nothing. */
async function share(ring: Keyring): Promise<string[]> {
  try {
    await ring.share();
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.code.startsWith("network.") ? [] : [error.code];
  }
}
