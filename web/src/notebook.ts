/** The open notebook on the table: its shelf, what is saved, what is sent. */

import type { Groups } from "./formats/act.ts";
import type { JsonObject } from "./formats/canon.ts";
import { Refused } from "./formats/refusal.ts";
import { FORM_OF, type Kind } from "./kinds.ts";
import { keepActs, waiting } from "./outbox/write.ts";
import type { Conflict } from "./outbox/send.ts";
import { standing } from "./outbox/store.ts";
import { isOpen, session } from "./session/session.ts";
import { Shelf } from "./shelf/shelf.ts";
import { signers } from "./shelf/keys.ts";
import { fetchRegister, keptRegister } from "./shelf/register.ts";
import type { State } from "./shelf/state.ts";

export type NewAct = {
  readonly kind: Kind;
  readonly record: string;
  readonly groups: Groups;
  readonly sealed?: readonly JsonObject[];
};

export type Weather = { readonly offline: boolean; readonly waiting: number; readonly code: string };

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 15 * 60_000;
let shelf: Shelf | null = null;
let running: Promise<void> | null = null;
let next: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let pause = FIRST_PAUSE;
let registered = false;
let conflicts: readonly Conflict[] = [];
let weather: Weather = { offline: true, waiting: 0, code: "" };

/** Lay the notebook out. */
export async function lay(): Promise<void> {
  shelf = await Shelf.load(session());
  shelf.know(await keptRegister());
  registered = false;
}

/** Clear the table when the notebook is closed. */
export function clear(): void {
  clearTimeout(timer);
  shelf = null;
  conflicts = [];
}

/** Return the shelf. */
export function books(): Shelf {
  if (!shelf) throw new Refused("session.locked");
  return shelf;
}

/** Return the state that the screens show. */
export function state(): State {
  return books().state();
}

/** Return what the server says has two answers. */
export function conflicting(): readonly Conflict[] {
  return conflicts;
}

/** Return whether we are online and how many acts wait. */
export function forecast(): Weather {
  return weather;
}

/** Keep acts on this device, then try to send them. */
export async function save(acts: readonly NewAct[]): Promise<void> {
  const mine = session();
  const here = books();
  const drafts = acts.map(({ kind, record, groups, sealed = [] }) => {
    const base = here.seen(record);
    return { kind, record, groups, sealed, base, form: FORM_OF[kind], actor: mine.worker };
  });
  here.wait(await keepActs(mine, drafts));
  tell({ ...weather, waiting: await left() });
  pause = FIRST_PAUSE;
  void send();
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
  running = once().finally(() => {
    running = null;
  });
  return running;
}

async function once(): Promise<void> {
  clearTimeout(timer);
  if (!isOpen() || !shelf) return;
  try {
    const { sync } = await import("./outbox/sync.ts");
    const done = await sync(shelf);
    const fetched = await learn(done.changed);
    conflicts = session().token ? done.conflicts : conflicts;
    tell({ offline: false, waiting: done.waiting, code: "" });
    if (done.changed || fetched) document.dispatchEvent(new CustomEvent("arrived"));
    pause = FIRST_PAUSE;
    again(60_000);
  } catch (error) {
    if (!isOpen()) return;
    tell({ offline: true, waiting: await left(), code: error instanceof Refused ? error.code : "network.down" });
    again(pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** Fetch who works here: once a session, and again when something came. */
async function learn(changed: boolean): Promise<boolean> {
  if (!session().token || (registered && !changed)) return false;
  books().know(await fetchRegister(signers(books())));
  registered = true;
  return true;
}

function again(after: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void send(), after);
}

/** Return how many acts wait on this device. */
export async function left(): Promise<number> {
  const mine = session();
  const pen = await standing(mine.book, mine.device);
  return (await waiting(mine, pen.acked)).length;
}

function tell(next: Weather): void {
  weather = next;
  document.dispatchEvent(new CustomEvent("weather", { detail: next }));
}
