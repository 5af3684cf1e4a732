/** The open notebook on the table: its shelf, what is saved, what is sent. */

import type { Groups } from "./formats/act.ts";
import type { JsonObject } from "./formats/canon.ts";
import { Refused } from "./formats/refusal.ts";
import { FORM_OF, type Kind } from "./kinds.ts";
import { type Table, round } from "./outbox/round.ts";
import type { Conflict } from "./outbox/send.ts";
import { standing } from "./outbox/store.ts";
import { countWaiting, keepActs, waitingHere } from "./outbox/write.ts";
import { session } from "./session/session.ts";
import { requirePinned } from "./shelf/pins.ts";
import { keptRegister } from "./shelf/register.ts";
import { Shelf } from "./shelf/shelf.ts";
import type { State } from "./shelf/state.ts";
import { forgetWeather, tell } from "./weather.ts";

export type NewAct = {
  readonly kind: Kind;
  readonly record: string;
  readonly groups: Groups;
  readonly sealed?: readonly JsonObject[];
  /** The version that was seen, where the record itself is not on this device. */
  readonly base?: number;
};

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 15 * 60_000;
/** What was kept is sent a moment later: the page that follows stands first. */
const SOON = 200;
let table: Table | null = null;
let running: Promise<void> | null = null;
let next: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let pause = FIRST_PAUSE;

/** Lay the notebook out. */
export async function lay(): Promise<void> {
  const mine = session();
  const shelf = await Shelf.load(mine);
  const known = await keptRegister(mine);
  shelf.know(known);
  table = { mine, shelf, conflicts: [], halt: null, directory: null, isChanged: false, isNear: !known };
}

/** Learn who else works here: a new device asked first for what was near; `anew`, when roles changed. */
export async function widen(anew = false): Promise<void> {
  if (!table || !(anew || table.isNear)) return;
  Object.assign(table, { isNear: false, directory: null });
  await send();
}

/** Clear the table when the notebook is closed: nothing is left for the next person. */
export function clear(): void {
  clearTimeout(timer);
  table = running = next = null;
  pause = FIRST_PAUSE;
  forgetWeather();
}

function laid(): Table {
  if (!table) throw new Refused("session.locked");
  return table;
}

/** Return the shelf. */
export function books(): Shelf {
  return laid().shelf;
}

/** Return the state that the screens show. */
export function state(): State {
  return books().state();
}

/** Return what the server says has two answers. */
export function conflicting(): readonly Conflict[] {
  return laid().conflicts;
}

/** Keep acts on this device, then try to send them. */
export async function save(acts: readonly NewAct[]): Promise<void> {
  const { mine, shelf } = laid();
  await requirePinned(mine, shelf, acts.flatMap(({ sealed = [] }) => sealed));
  const drafts = acts.map(({ kind, record, groups, sealed = [], base = shelf.seen(record) }) => {
    return { kind, record, groups, sealed, base, form: FORM_OF[kind], actor: mine.worker };
  });
  shelf.wait(await keepActs(mine, drafts));
  setTimeout(() => void (table && tell({ waiting: waitingHere(mine) }))); // after the word
  pause = FIRST_PAUSE;
  if (table?.isNear || running) void (table?.isNear ? widen() : send());
  else again(SOON);
}

/** Send and fetch now; one at a time. What came while one was under way gets its own. */
export function send(): Promise<void> {
  if (running) {
    next ??= running.then(() => {
      next = null;
      return send();
    });
    return next;
  }
  const trip = once().finally(() => {
    if (running === trip) running = null;
  });
  running = trip;
  return trip;
}

/** Send what was held back too: somebody asks for it. */
export function sendAgain(): Promise<void> {
  if (table) table.halt = null;
  return send();
}

async function once(): Promise<void> {
  clearTimeout(timer);
  const here = table;
  if (!here) return;
  try {
    const { arrived, troubles } = await round(here);
    if (table !== here) return;
    tell({ offline: false, waiting: await left(), troubles, halt: here.halt }); // counted now: more may have been saved
    if (arrived) document.dispatchEvent(new CustomEvent("arrived"));
    pause = FIRST_PAUSE;
    again(60_000);
  } catch (error) {
    if (table !== here) return;
    const code = error instanceof Refused ? error.code : "unexpected";
    const offline = code.startsWith("network.");
    tell({ offline, waiting: await left(), troubles: offline ? [] : [code], halt: here.halt });
    again(pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

function again(after: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void send(), after);
}

/** Return how many acts wait on this device. */
export async function left(): Promise<number> {
  const { mine } = laid();
  const pen = await standing(mine.book, mine.device);
  return countWaiting(mine, pen.acked);
}
