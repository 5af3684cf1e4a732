/** The open notebook: keys and token live here, in memory, and nowhere else. */

import type { Bytes } from "../formats/canon.ts";
import type { KeyPair } from "../formats/entry.ts";
import type { Keys } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import type { Hand } from "../outbox/write.ts";
import type { Look } from "../storage/front.ts";

/** Who I am, as the server last said it. */
export type Me = {
  readonly worker: string;
  readonly called: string;
  readonly agency: string;
  /** Where the agency works: what is looked for first is near. */
  readonly region?: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** Which of my keys is in force: 1 until I lost them once. */
  readonly epoch?: number;
  /** Real people may be written down; before that it is training. */
  readonly active?: boolean;
  /** What my agency proposes for my home screen; nothing while it has not chosen. */
  readonly front?: Look | null;
  /** Survivor → how much of a colleague who left arrived late, and is not read yet. */
  readonly late?: { readonly [survivor: string]: number };
  /** The agencies whose recovery drill I should see to by now. */
  readonly drills?: readonly { readonly agency: string; readonly house: string }[];
};

export type Session = Hand & {
  readonly username: string;
  readonly kemSeed: Bytes;
  readonly signSeed: Bytes;
  me: Me;
  /** Empty while offline: then acts are kept and nothing is fetched. */
  token: string;
  pair?: Promise<KeyPair>;
  /** Object → the keys that were opened or born since the notebook is open. */
  readonly opened: Map<string, Keys>;
};

/** What lets the same person back in after a lock, without the passphrase (nap.ts); in memory only. */
export type Nap = {
  readonly isOver: boolean;
  /** Called when its hour is over: the page asks for the passphrase then. */
  gone: () => void;
  sleep(mine: Session): void;
  wake(pin: string): Promise<void>;
  end(): void;
};

let current: Session | null = null;
let nap: Nap | null = null;
let resting: { readonly username: string; readonly token: string } | null = null;

/** Return the open session; refuse when the notebook is closed. */
export function session(): Session {
  if (!current) throw new Refused("session.locked");
  return current;
}

/** Tell whether the notebook is open. */
export function isOpen(): boolean {
  return current !== null;
}

/** Open the notebook. */
export function begin(opened: Session): void {
  current = opened;
  resting = null;
}

/** Close the notebook: keys are forgotten; the token may rest for the same person. */
export function end({ rest }: { readonly rest: boolean }): void {
  if (!rest) takeNap(null);
  if (!current) return;
  nap?.sleep(current);
  resting = rest && current.token ? { username: current.username, token: current.token } : null;
  const { userKey, kemSeed, signSeed, deviceSeed, shelfKey, book } = current;
  for (const secret of [userKey, kemSeed, signSeed, deviceSeed, shelfKey]) secret?.fill(0);
  forgetKeys(current);
  book.close();
  current = null;
}

/** Take another way back in the place of the one before, which ends. */
export function takeNap(next: Nap | null): void {
  const before = nap;
  nap = next;
  before?.end();
}

/** Return the way back that was chosen in this sitting, if any. */
export function napping(): Nap | null {
  return nap;
}

/** Overwrite opened keys before they are dropped: memory is not cleared at once. */
function forgetKeys({ opened }: Session): void {
  for (const keys of opened.values()) {
    for (const { key } of Object.values(keys)) key.fill(0);
  }
  opened.clear();
}

/** Drop the token that rests: next time a code is asked. */
export function dropResting(): void {
  resting = null;
}

/** Return the token that rests for a person since her notebook was closed. */
export function restingToken(username: string): string {
  return resting?.username === username ? resting.token : "";
}

/** Tell whether one of my roles lets me do this. */
export function may(permission: string): boolean {
  return current?.me.permissions.includes(permission) ?? false;
}

/** Build my key pair from its seeds, once: the server is never asked who I am. */
export function myKeys(): Promise<KeyPair> {
  const mine = session();
  mine.pair ??= import("../formats/entry.ts").then(({ keyPair }) =>
    keyPair({ owner: "worker", id: mine.worker, epoch: mine.me.epoch ?? 1 }, mine.kemSeed, mine.signSeed),
  );
  return mine.pair;
}
