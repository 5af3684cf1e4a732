/** Who leaves, what hangs on her, and what waits: as the server states it, coded. */

import type { Grant } from "../formats/grants.ts";
import { type Half, asked } from "../keeping/state.ts";

export type Carried = { readonly survivor: string; readonly code: string; readonly case: string; readonly keys: "" | "shredded" };
export type Successor = { readonly id: string; readonly called: string; readonly key: string };
export type Departure = {
  readonly id: string; readonly worker: string; readonly called: string; readonly since: string; readonly left_at: string | null;
  readonly carried: readonly Carried[]; readonly number: number; readonly tasks: number;
  readonly handed: number; readonly unread: number;
  readonly wanting: readonly string[]; readonly keeps: readonly string[];
  readonly late: number; readonly strangers: readonly string[]; readonly called_at: string;
  readonly sent: number; readonly received: number;
  readonly answers: readonly { readonly name: string; readonly deputy: boolean }[];
};
export type Departures = {
  readonly departures: readonly Departure[];
  readonly mine: { readonly id: string; readonly carried: readonly Carried[] } | null;
  readonly waiting: { readonly [half in Half]: number };
  readonly successors: readonly Successor[];
};
/** One half of one case, still sealed, and the key that it goes to. */
export type Waiting = {
  readonly case: string; readonly survivor: string; readonly departure: string; readonly to: string; readonly part: Grant;
};

/** Ask the server. */
export function departures(): Promise<Departures> {
  return asked<Departures>("/app/v1/departures");
}

/** Return what waits for my half. */
export async function waitingFor(half: Half): Promise<readonly Waiting[]> {
  return (await asked<{ halves: readonly Waiting[] }>(`/app/v1/handovers/${half}`)).halves;
}

/** What to see to before she goes, and after: by code, done or due. Pure. */
export function checks(one: Departure): (readonly [string, number, boolean])[] {
  const gone = one.left_at !== null;
  const always: [string, number, boolean][] = [["carried", one.number, one.number === 0]];
  if (one.handed > 0) always.push(["unread", one.unread, one.unread === 0]);
  const before: [string, number, boolean][] = [
    ["tasks", one.tasks, one.tasks === 0], ["sent", one.sent, one.sent === 0], ["received", one.received, one.received === 0],
    ["answers", one.answers.length, one.answers.length === 0],
  ];
  const keys = gone ? [] : one.keeps.map((what): [string, number, boolean] => [`keeps.${what}`, 1, !one.wanting.includes(what)]);
  if (one.strangers.length > 0) always.push(["strangers", one.strangers.length, false]);
  return [...always, ...before.filter(([, number]) => number > 0), ...keys, ...(one.late > 0 ? [["late", one.late, false] as const] : [])];
}
