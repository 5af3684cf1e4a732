/** Keys in memory while the notebook is open: held once they are opened, and opened once, however many ask. */

import { Refused } from "../formats/refusal.ts";
import type { Keys } from "../formats/keys.ts";
import { type Session, isOpen, session } from "../session/session.ts";
import { isNewer } from "./granting.ts";

/** What one grant holds; keys of an act that does not count never seal. */
export type Opened = { readonly keys: Keys; readonly counts: boolean };
/** What is going on with the keys of an object: how often they were dropped, and who is opening them. */
type Course = { drops: number; opening: Promise<Keys> | null };

/** Notebook → object → its course. */
const courses = new WeakMap<Session, Map<string, Course>>();

function courseOf(mine: Session, object: string): Course {
  const all = courses.get(mine) ?? new Map<string, Course>();
  const course = all.get(object) ?? { drops: 0, opening: null };
  courses.set(mine, all.set(object, course));
  return course;
}

/** Return the keys that seal: those drawn last, of acts that count. Pure. */
export function sealing(found: readonly Opened[]): Keys {
  return found.reduce<Keys>((last, { keys, counts }) => (counts && isNewer(keys, last) ? keys : last), {});
}

/** Open the keys of an object and hold them; whoever asks meanwhile waits for the same. */
export function opening(mine: Session, object: string, open: () => Promise<readonly Opened[]>): Promise<Keys> {
  const course = courseOf(mine, object);
  if (course.opening) return course.opening;
  const asked: Promise<Keys> = opened(mine, object, open)
    .then(sealing)
    .finally(() => course.opening === asked && (course.opening = null));
  course.opening = asked;
  return asked;
}

/** Open every key of an object; hold those that seal, unless they were dropped meanwhile or newer ones are held. */
export async function opened<Found extends readonly Opened[]>(mine: Session, object: string, open: () => Promise<Found>): Promise<Found> {
  const course = courseOf(mine, object);
  const { drops } = course;
  const found = await open();
  if (!isOpen() || session() !== mine) {
    overwrite(found);
    throw new Refused("session.locked");
  }
  const [newest, held] = [sealing(found), mine.opened.get(object) ?? {}];
  const isOld = course.drops !== drops || isNewer(held, newest);
  if (!isOld && Object.keys(newest).length > 0) mine.opened.set(object, newest);
  return found;
}

/** Drop the keys of an object that left, or got others; what is being opened of it is not held any more. */
export function dropKeys(mine: Session, object: string): void {
  mine.opened.delete(object);
  const course = courseOf(mine, object);
  [course.drops, course.opening] = [course.drops + 1, null];
}

/** Overwrite keys that were opened in vain. */
export function overwrite(found: readonly Opened[]): void {
  for (const { key } of found.flatMap(({ keys }) => Object.values(keys))) key.fill(0);
}
