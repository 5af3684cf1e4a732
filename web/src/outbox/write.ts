/** Write an act down: numbered under one lock, signed, sealed, kept. */

import { type Act, type Draft, type Standing, writeAct } from "../formats/act.ts";
import type { Bytes } from "../formats/canon.ts";
import { close, open } from "./box.ts";
import { requireCapture } from "./capture.ts";
import { keptWhole } from "./room.ts";
import { type Book, type Pen, STRICT, type Waiting, begun, standing } from "./store.ts";

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

/** Notebook → how its pen stood when something was last kept from here. */
const last = new WeakMap<Book, Pen>();

/**
 * Keep several acts, all or none; "saved" may be said once this returns.
 *
 * They are written while the lock is asked for, from where the pen was last seen: one look in
 * the step that keeps them tells whether it stands there still, else they are written anew.
 */
export function keepActs(hand: Hand, drafts: readonly Draft[]): Promise<Act[]> {
  const ahead = Promise.resolve().then(() => made(hand, drafts, last.get(hand.book))); // once the lock is asked for
  ahead.catch(() => undefined); // it is told in its turn
  return alone(hand, async () => {
    let ready = await ahead;
    for (let pen = await lay(hand, ready); pen; pen = await lay(hand, ready)) ready = await made(hand, drafts, pen);
    return ready.acts;
  });
}

type Made = { readonly from: number; readonly to: Standing; readonly acts: Act[]; readonly rows: readonly Waiting[] };

/** Number, sign and seal acts; nothing is kept yet. */
async function made(hand: Hand, drafts: readonly Draft[], pen?: Pen): Promise<Made> {
  const { device } = hand;
  const { seq: from, hybrid } = pen ?? (await standing(hand.book, device));
  let to: Standing = { device, seq: from, hybrid };
  const acts: Act[] = [];
  for (const draft of drafts) {
    const written = await writeAct(draft, to, hand.deviceSeed);
    acts.push(written.act);
    to = written.standing;
  }
  return { from, to, acts, rows: await Promise.all(acts.map((act) => sealed(hand, act))) };
}

/** Keep them; when the pen stands elsewhere meanwhile, keep nothing and return it. */
async function lay({ book, device }: Hand, { from, to, rows }: Made): Promise<Pen | null> {
  const change = book.transaction(["pen", "outbox"], "readwrite", STRICT);
  const [pens, outbox] = [change.objectStore("pen"), change.objectStore("outbox")];
  let moved: Pen | null = null;
  const write = async (): Promise<void> => {
    const pen = begun(await pens.get("pen"), device);
    requireCapture(pen);
    const next = { ...pen, seq: to.seq, hybrid: to.hybrid };
    moved = pen.seq === from ? null : pen; // whoever writes takes a number
    last.set(book, moved ?? next);
    if (moved) return;
    const writes = [...rows.map((row) => outbox.add(row)), pens.put(next, "pen")];
    change.commit(); // nothing more is asked for: it need not wait until each is answered
    await Promise.all(writes);
  };
  await keptWhole(change.done, [write()]);
  return moved;
}

async function sealed(hand: Hand, act: Act): Promise<Waiting> {
  return { seq: act.seq, id: act.id, box: await close(act, `act:${act.seq}`, hand.userKey) };
}

/** Return how many acts waited when something was last kept from here. */
export function waitingHere({ book }: Hand): number {
  const pen = last.get(book);
  return pen ? pen.seq - pen.acked : 0;
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
