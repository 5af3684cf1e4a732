/** This device's own database: one for who uses it, one for each worker. */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames, openDB } from "idb";
import type { Hybrid } from "../formats/clock.ts";
import type { Bundle } from "../formats/bundle.ts";
import type { Spare } from "../formats/lease.ts";
import type { Box } from "./box.ts";

/** Who signs in here, what opens offline, and this device's sealed seed. */
export type Person = {
  readonly username: string;
  readonly worker: string;
  readonly device: string;
  readonly bundle: Bundle;
  readonly seed: Box;
  /** A key of this device was used as a second factor: the code is not asked first. */
  readonly hasKey?: boolean;
};

/** Where this device's numbering stands, and what the server has kept. */
export type Pen = {
  readonly seq: number;
  readonly hybrid: Hybrid;
  readonly acked: number;
  readonly cursor: string | null;
  readonly epoch: number | null;
  /** Which roots the server says this device holds. */
  readonly scope: string | null;
  /** Up to here everything that the server sends back has come back. */
  readonly settled: number;
  /** How many exchanges were made. */
  readonly calls: number;
  /** The oldest app that may still record new acts. */
  readonly capture: string;
  /** Whether the server said that it unpacks what is sent packed. */
  readonly packs?: boolean;
};

export type Waiting = { readonly seq: number; readonly id: string; readonly box: Box };
/** With `open`, the user key opens it, whether or not a lease holds. */
export type Kept = { readonly id: string; readonly box: Box; readonly open?: boolean };

/** What opens the cases that lie here, until when, and what a spoken code gives back. */
export type Lease = {
  readonly since: string;
  readonly until: string;
  /** Empty once the lease has ended. */
  readonly secret: string;
  readonly print: string;
  readonly spare: readonly Spare[];
  /** The latest that this device's clock ever said, and how far it was ahead of the server's. */
  readonly seen: number;
  readonly ahead: number;
};

interface People extends DBSchema {
  people: { key: string; value: Person };
  last: { key: string; value: string };
}

export interface Notebook extends DBSchema {
  pen: { key: string; value: Pen };
  outbox: { key: number; value: Waiting };
  shelf: { key: string; value: Kept };
  /** Cases that are only listed here, a hundred to a box. */
  lines: { key: number; value: Box };
  drafts: { key: string; value: Box };
  /** Pages of my keyring as the server keeps them, sealed once more for this device. */
  ring: { key: number; value: Box };
  /** Where to seal what somebody carries for me. */
  post: { key: string; value: { readonly kem: string; readonly at: number } };
  lease: { key: string; value: Lease };
}

export type Book = IDBPDatabase<Notebook>;
export const STRICT = { durability: "strict" } as const;

/** Open the list of who signs in here. */
export function people(): Promise<IDBPDatabase<People>> {
  return openDB<People>("carnet", 1, {
    upgrade(db) {
      db.createObjectStore("people", { keyPath: "username" });
      db.createObjectStore("last");
    },
  });
}

/** Return the person of that name, or the last one who signed in here. */
export async function person(username?: string): Promise<Person | undefined> {
  const db = await people();
  const name = username ?? (await db.get("last", "username"));
  const found = name ? await db.get("people", name) : undefined;
  db.close();
  return found;
}

/** Remember a person, and that she was the last to sign in. */
export async function remember(who: Person): Promise<void> {
  const db = await people();
  const change = db.transaction(["people", "last"], "readwrite", STRICT);
  await change.objectStore("people").put(who);
  await change.objectStore("last").put(who.username, "username");
  await change.done;
  db.close();
}

/** Offer the sign-in name no longer. */
export async function forgetLast(): Promise<void> {
  const db = await people();
  await db.delete("last", "username");
  db.close();
}

/** Open one worker's notebook on this device. */
export function notebook(worker: string): Promise<Book> {
  return openDB<Notebook>(`carnet-${worker}`, 4, {
    async upgrade(db, before, _now, change) {
      if (before < 3) for (const name of ["lines", "ring", "post"] as const) db.createObjectStore(name);
      if (before < 2) db.createObjectStore("lease");
      if (before > 0 && before < 3) await change.objectStore("drafts").clear(); // their places stood in clear
      if (before > 0) return shelfAnew(change);
      db.createObjectStore("pen");
      db.createObjectStore("outbox", { keyPath: "seq" });
      db.createObjectStore("shelf", { keyPath: "id" });
      db.createObjectStore("drafts");
    },
    /** A newer page, or one that is to forget, waits for nobody. */
    blocking: (_here, _newer, event) => (event.target as IDBDatabase).close(),
  });
}

/** What was kept before leases lies under no lease, and before versions without one: the server sends it all again. */
async function shelfAnew(change: IDBPTransaction<Notebook, StoreNames<Notebook>[], "versionchange">): Promise<void> {
  const pen = await change.objectStore("pen").get("pen");
  if (pen) await change.objectStore("pen").put({ ...pen, cursor: null, scope: null }, "pen");
  await change.objectStore("shelf").clear();
  await change.objectStore("lines").clear();
}

/** Return where a device stands; at the beginning when it never wrote. */
export async function standing(book: Book, device: string): Promise<Pen> {
  return begun(await book.get("pen", "pen"), device);
}

/** Return what is known of a pen, and for the rest that it never wrote. */
export function begun(found: Pen | undefined, device: string): Pen {
  const hybrid = { millis: 0, count: 0, device };
  const fresh = { seq: 0, hybrid, acked: 0, cursor: null, epoch: null, scope: null, settled: 0, calls: 0, capture: "0" };
  return { ...fresh, ...found };
}
