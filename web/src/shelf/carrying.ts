/** What this device carries: looked after once it is open and in step, and as she says. */

import { Refused } from "../formats/refusal.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Change } from "../outbox/send.ts";
import { standing } from "../outbox/store.ts";
import { alone } from "../outbox/write.ts";
import { OVERDUE, dueOf } from "../pages/due.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { knownOf } from "./known.ts";
import { byDay, nextOf } from "./lines.ts";
import type { Shelf } from "./shelf.ts";
import type { Case } from "./state.ts";
import { type Carried, type Held, isSoon, leaving, mostOf, takenStill } from "./term.ts";

const PLACE = "carried";
const DAY = 24 * 3_600_000;
/** What comes within a week stands on the day's page: it is fetched whether there is room or not. */
const WEEK = 7 * DAY;
/** Something may come in a case while it is fetched: then it is fetched again. */
const TIMES = 3;
/** She waits for a page: a network that is so slow is none. */
const PATIENCE = 20_000;
const NONE: Carried = { used: {}, taken: {} };

/** Return what is remembered of what is carried. */
export async function carriedHere(mine: Session): Promise<Carried> {
  return { ...NONE, ...((await draftOf(mine, PLACE)) as Partial<Carried>) };
}

/** Change what is remembered, as another tab may have left it, and return it. */
export function remember(mine: Session, change: (carried: Carried) => Carried): Promise<Carried> {
  return alone(mine, async () => {
    const before = await carriedHere(mine);
    const carried = change(before);
    if (JSON.stringify(carried) !== JSON.stringify(before)) await keepDraft(mine, PLACE, carried);
    return carried;
  }, PLACE);
}

/** Let go of what is past its term or too many, and fetch what asks for something. Tell whether anything changed. */
export async function tidy(mine: Session, shelf: Shelf, now: number = Date.now()): Promise<boolean> {
  const cases = own(mine, shelf);
  const carried = await remember(mine, (before) => ({
    ...before,
    used: Object.fromEntries(cases.map((here) => [here.survivor, lastUse(here, before, now)])),
    taken: takenStill(before.taken, now),
  }));
  const pressing = pressed(mine, shelf, now);
  const gone = leaving(cases.map((here) => heldOf(shelf, here, { pressing, now })), carried, now);
  if (gone.length > 0) await shelf.list(gone);
  const room = mostOf(carried.site) - (cases.length - gone.length);
  const came = await fetchWanted(mine, shelf, { room, now });
  return gone.length > 0 || came > 0;
}

/** Return the cases of which the day's page says that they cannot wait, or are late. */
function pressed({ worker }: Session, shelf: Shelf, now: number): Set<string> {
  const due = dueOf(shelf.state(), worker, { now: new Date(now).toISOString(), told: new Set() });
  return new Set(due.flatMap(({ case: here, first }) => (here && first.rank <= OVERDUE ? [here.id] : [])));
}

/** Return the cases that lie here and are mine. */
export function own({ worker }: Session, shelf: Shelf): Case[] {
  return [...shelf.state().cases.values()].filter(({ lead }) => lead === worker);
}

/** When something was last written or received there, or read here. */
function lastUse({ survivor, thread }: Case, { used }: Carried, now: number): number {
  const last = Date.parse(thread.at(-1)?.act.time ?? "") || 0;
  return Math.min(now, Math.max(used[survivor] ?? now - DAY, last)); // what only came was not read today
}

function heldOf(shelf: Shelf, here: Case, { pressing, now }: { pressing: ReadonlySet<string>; now: number }): Held {
  const isPressing = here.danger === "yes" || here.risk === "high" || shelf.state().urgencies.has(here.id) || pressing.has(here.id);
  return { root: here.survivor, isDue: isPressing || isSoon(nextOf(here), now), isBound: isBound(shelf, here.survivor) };
}

/** Tell whether something of a case waits to be sent, or was not applied: then it stays here. */
export function isBound(shelf: Shelf, root: string): boolean {
  const { cases, problems } = shelf.state();
  const here = [...cases.values()].find(({ survivor }) => survivor === root);
  return problems.some((one) => one.root === root) || here?.keyless === true || (here?.thread.some(({ position }) => position === null) ?? false);
}

/** Bring back cases with news, and those whose day comes, while there is room for them. */
async function fetchWanted(mine: Session, shelf: Shelf, { room, now }: { room: number; now: number }): Promise<number> {
  if (!mine.token) return 0;
  const sure = shelf.listed().filter(({ news, next }) => news || isSoon(next, now, WEEK));
  const soon = byDay(shelf.listed().filter(({ next }) => isSoon(next, now)));
  const wanted = new Set([...sure, ...soon.slice(0, Math.max(0, room - sure.length))].map(({ root }) => root));
  for (const root of wanted) await bring(mine, shelf, root);
  return wanted.size;
}

/** Fetch one case again, whole; it counts as just used. What came meanwhile is not lost: it stays listed, with news. */
export async function bring(mine: Session, shelf: Shelf, root: string): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) {
    const { cursor } = await standing(mine.book, mine.device);
    const changes = await pagesOf(mine, `/field/v1/roots/${root}?cursor=${encodeURIComponent(cursor ?? "")}`);
    if (await shelf.carry(root, changes.map(knownOf))) return use(mine, root);
  }
}

async function pagesOf({ token }: Session, path: string): Promise<Change[]> {
  const found: Change[] = [];
  for (let more = true; more; ) {
    const after = found.length > 0 ? `&after=${found.at(-1)?.position ?? -1}` : "";
    const page = await call<{ changes: readonly Change[]; more: boolean }>(`${path}${after}`, { token, patience: PATIENCE });
    found.push(...page.changes);
    more = page.more && page.changes.length > 0;
  }
  return found;
}

/** Remember that a case was used now. */
export async function use(mine: Session, root: string, now: number = Date.now()): Promise<void> {
  await remember(mine, (carried) => ({ ...carried, used: { ...carried.used, [root]: now } }));
}

/** Take a case along for a whole term, or let it go at once. */
export async function choose(mine: Session, shelf: Shelf, root: string, isTaken: boolean): Promise<void> {
  if (isTaken && shelf.listed().some((line) => line.root === root)) await bring(mine, shelf, root);
  if (!isTaken && isBound(shelf, root)) throw new Refused("carry.waiting");
  if (!isTaken) await shelf.list([root]);
  await remember(mine, ({ taken, ...carried }) => {
    const { [root]: _gone, ...others } = taken;
    return { ...carried, taken: isTaken ? { ...others, [root]: Date.now() } : others };
  });
}
