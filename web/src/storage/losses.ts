/**
 * What this browser cleared before it was sent: told to the server by a signed act, to its person in words.
 * It stands beside the notebook, in numbers only, until the server has acknowledged it and she has read it.
 */

import { standing } from "../outbox/store.ts";
import { type Hand, alone } from "../outbox/write.ts";
import { type Mark, type Shelf, leaveMark, lossesName, markOf, wasCleared } from "./marker.ts";

/** A mark that outlived its notebook; by which device and act it was told; whether she has read of it. */
export type Loss = Mark & { readonly by?: string; readonly act?: number; readonly heard?: true };
/** What the server counts of one mark. */
export type Counted = { readonly device: string; readonly seq: number; readonly lost: number };
export type Said = { readonly code: "cleared" | "lost" | "arrived"; readonly number: number };
/** Keep an act that tells of it; returns its number. */
export type Tell = (loss: Mark) => Promise<number>;

/** Return what is not finished yet. */
export function lossesOf(worker: string, storage: Shelf): Loss[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(lossesName(worker)) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => Number.isSafeInteger((one as Loss | null)?.seq)) : [];
  } catch {
    return [];
  }
}

function put(worker: string, storage: Shelf, losses: readonly Loss[]): void {
  if (losses.length > 0) storage.setItem(lossesName(worker), JSON.stringify(losses));
  else storage.removeItem(lossesName(worker));
}

/** Compare the mark once the notebook opens, tell what is untold; one tab at a time, so that it is told once. */
export function reckon(hand: Hand, storage: Shelf, tell: Tell): Promise<void> {
  return alone(hand, async () => {
    const { seq, calls } = await standing(hand.book, hand.device);
    const mark = markOf(hand.worker, storage);
    if (mark?.device === hand.device && calls === 0 && mark.seq > 0) return; // which numbers are free, the server says
    const known = lossesOf(hand.worker, storage);
    const isNew = mark !== null && wasCleared(mark, { device: hand.device, seq }) && !known.some((one) => isSame(one, mark));
    let losses = isNew ? [...known, mark] : known;
    if (isNew) put(hand.worker, storage, losses); // before the mark goes on: a cut here forgets nothing
    await leaveMark(hand, storage);
    for (const loss of losses.filter((one) => !isTold(one, hand.device, seq))) {
      const told = { ...loss, by: hand.device, act: await tell(loss) };
      losses = losses.map((one) => (one === loss ? told : one));
      put(hand.worker, storage, losses);
    }
  }, "losses");
}

/** Whether the act that tells of it is among the first so many of this notebook: written, or acknowledged. */
function isTold(loss: Loss, device: string, first: number): boolean {
  return loss.by === device && (loss.act ?? Infinity) <= first;
}

/** Drop what the server acknowledged and she has read, or what cost nothing; return the rest. */
export function unread(hand: Hand, storage: Shelf, acked: number, counted: readonly Counted[]): Promise<Loss[]> {
  return alone(hand, async () => {
    const rest = lossesOf(hand.worker, storage).filter((one) => !isOver(one, hand.device, acked, counted));
    put(hand.worker, storage, rest);
    return rest.filter(({ heard }) => !heard);
  }, "losses");
}

function isOver(loss: Loss, device: string, acked: number, counted: readonly Counted[]): boolean {
  const cost = countOf(loss, counted)?.lost ?? loss.waiting;
  return isTold(loss, device, acked) && (loss.heard === true || (loss.waiting === 0 && cost === 0));
}

/** Remember that she has read of everything. */
export function hear(hand: Hand, storage: Shelf): Promise<void> {
  return alone(hand, async () => {
    put(hand.worker, storage, lossesOf(hand.worker, storage).map((one) => ({ ...one, heard: true })));
  }, "losses");
}

/** Return what to say: what the mark knows, and the server's own count once it is there. Pure. */
export function sayLosses(losses: readonly Loss[], counted: readonly Counted[]): Said | null {
  const known = losses.filter((one) => one.waiting > 0 || (countOf(one, counted)?.lost ?? 0) > 0);
  if (known.length === 0) return null;
  const sure = known.every((one) => countOf(one, counted));
  const number = known.reduce((sum, one) => sum + (countOf(one, counted)?.lost ?? one.waiting), 0);
  if (!sure) return { code: "cleared", number };
  return number > 0 ? { code: "lost", number } : { code: "arrived", number: 0 };
}

function countOf(loss: Mark, counted: readonly Counted[]): Counted | undefined {
  return counted.find((one) => isSame(one, loss));
}

const isSame = (one: Pick<Mark, "device" | "seq">, other: Pick<Mark, "device" | "seq">): boolean => one.device === other.device && one.seq === other.seq;
