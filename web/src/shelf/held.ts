/** Keys in memory while the notebook is open: held once they are opened, and opened once, however many ask. */

import { Refused } from "../formats/refusal.ts";
import type { Keys } from "../formats/keys.ts";
import { type Session, isOpen, session } from "../session/session.ts";
import { isNewer } from "./granting.ts";

/** What one grant holds; keys of an act that does not count never seal. */
export type Opened = { readonly keys: Keys; readonly counts: boolean };
type Coming = Map<string, Promise<Keys>>;

/** Notebook → object → its keys that are being opened just now. */
const coming = new WeakMap<Session, Coming>();

/** Return the keys that seal: those drawn last, of acts that count. Pure. */
export function sealing(found: readonly Opened[]): Keys {
  return found.reduce<Keys>((last, { keys, counts }) => (counts && isNewer(keys, last) ? keys : last), {});
}

/** Open the keys of an object and hold them; whoever asks meanwhile waits for the same. */
export function opening(mine: Session, object: string, open: () => Promise<readonly Opened[]>): Promise<Keys> {
  const under: Coming = coming.get(mine) ?? new Map();
  coming.set(mine, under);
  const known = under.get(object);
  if (known) return known;
  const isStill = () => under.get(object) === asked;
  const asked: Promise<Keys> = open()
    .then((found) => (isStill() ? hold(mine, object, found) : sealing(requireOpen(mine, found))))
    .finally(() => isStill() && under.delete(object));
  under.set(object, asked);
  return asked;
}

/** Hold what was opened, unless newer keys are held already. */
export function hold(mine: Session, object: string, found: readonly Opened[]): Keys {
  const newest = sealing(requireOpen(mine, found));
  const held = mine.opened.get(object) ?? {};
  if (Object.keys(newest).length === 0 || isNewer(held, newest)) return newest;
  mine.opened.set(object, newest);
  return newest;
}

/** Drop the keys of an object that left, or got others; what is being opened of it is not held any more. */
export function dropKeys(mine: Session, object: string): void {
  mine.opened.delete(object);
  coming.get(mine)?.delete(object);
}

/** Overwrite what was opened for a notebook that was closed meanwhile. */
function requireOpen(mine: Session, found: readonly Opened[]): readonly Opened[] {
  if (isOpen() && session() === mine) return found;
  for (const { key } of found.flatMap(({ keys }) => Object.values(keys))) key.fill(0);
  throw new Refused("session.locked");
}
