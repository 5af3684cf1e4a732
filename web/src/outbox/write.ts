/** Write an act down: numbered under one lock, signed, sealed, kept. */

import { type Act, type Draft, writeAct } from "../formats/act.ts";
import type { Bytes } from "../formats/canon.ts";
import { close, open } from "./box.ts";
import { keptWhole } from "./room.ts";
import { type Book, STRICT, type Waiting, standing } from "./store.ts";

/** A worker's hand on this device while the notebook is open. */
export type Hand = {
  readonly worker: string;
  readonly device: string;
  readonly deviceSeed: Bytes;
  readonly userKey: Bytes;
  /** The key of what lies here of cases; there as long as this device's lease holds. */
  shelfKey?: Bytes;
  /** When the lease ended; empty while it holds, and before a first contact. */
  shut?: string;
  readonly book: Book;
};

/** Two tabs may not take the same number, nor lay their own lists over each other's: one writes at a time. */
export function alone<T>(hand: Hand, work: () => Promise<T>, what = "pen"): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  return locks ? locks.request(`${what}-${hand.worker}`, work) as Promise<T> : work();
}

/** Keep several acts, all or none; "saved" may be said once this returns. */
export function keepActs(hand: Hand, drafts: readonly Draft[]): Promise<Act[]> {
  return alone(hand, async () => {
    let pen = await standing(hand.book, hand.device);
    const acts: Act[] = [];
    for (const draft of drafts) {
      const now = { device: hand.device, seq: pen.seq, hybrid: pen.hybrid };
      const written = await writeAct(draft, now, hand.deviceSeed);
      pen = { ...pen, seq: written.standing.seq, hybrid: written.standing.hybrid };
      acts.push(written.act);
    }
    const rows = await Promise.all(acts.map((act) => sealed(hand, act)));
    const change = hand.book.transaction(["pen", "outbox"], "readwrite", STRICT);
    const adds = rows.map((row) => change.objectStore("outbox").add(row));
    await keptWhole(change.done, [...adds, change.objectStore("pen").put(pen, "pen")]);
    return acts;
  });
}

async function sealed(hand: Hand, act: Act) {
  return { seq: act.seq, id: act.id, box: await close(act, `act:${act.seq}`, hand.userKey) };
}

/** Return the next acts that are written and not yet known to be kept by the server. */
export async function waiting(hand: Hand, after = 0, most?: number): Promise<Act[]> {
  return opened(hand, await hand.book.getAll("outbox", IDBKeyRange.lowerBound(after, true), most));
}

/** Return how many acts wait. */
export function countWaiting(hand: Hand, after: number): Promise<number> {
  return hand.book.count("outbox", IDBKeyRange.lowerBound(after, true));
}

/** Return what lies in the outbox behind a number, but for the acts known already. */
export async function written(hand: Hand, after: number, isKnown: (id: string) => boolean): Promise<Act[]> {
  const rows = await hand.book.getAll("outbox", IDBKeyRange.lowerBound(after, true));
  return opened(hand, rows.filter(({ id }) => !isKnown(id)));
}

function opened(hand: Hand, rows: readonly Waiting[]): Promise<Act[]> {
  return Promise.all(rows.map((row) => open<Act>(row.box, `act:${row.seq}`, hand.userKey)));
}
