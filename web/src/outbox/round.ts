/** One round: send, fetch, learn who works here, share what was opened. */

import { Refused } from "../formats/refusal.ts";
import type { Session } from "../session/session.ts";
import type { Brought, Keyring } from "../shelf/keyring.ts";
import { signers } from "../shelf/keys.ts";
import { distrust, watchLog } from "../shelf/log.ts";
import { pin } from "../shelf/pins.ts";
import { isSeconded } from "../shelf/published.ts";
import { fetchRegister } from "../shelf/register.ts";
import { type Coming, ringAhead, shareRing } from "../shelf/ring.ts";
import type { Shelf } from "../shelf/shelf.ts";
import type { Halt } from "./halt.ts";
import { hasJustEnded } from "./lease.ts";
import type { Conflict } from "./send.ts";
import { type Done, sync } from "./sync.ts";

/** What lies on the table while one person's notebook is open. */
export type Table = {
  readonly mine: Session;
  readonly shelf: Shelf;
  /** My keyring, once it was read; "none" while it has no page. */
  ring?: Keyring | "none";
  conflicts: readonly Conflict[];
  halt: Halt | null;
  /** Where the directory stood when the register was fetched; nothing before. */
  directory: number | null;
  /** Whether the server showed another key for somebody whose key is known. */
  isChanged: boolean;
  /** Whether only what a first case needs was learnt; the rest is fetched ahead. */
  isNear?: boolean;
  /** Whether the log was compared and signed since the notebook is open. */
  isWatched?: boolean;
};

export type Round = Pick<Done, "troubles"> & { readonly arrived: boolean };

type Tidying = (mine: Session, shelf: Shelf) => Promise<boolean>;
let tidying: Tidying | null = null;

/** Look after what this device carries at the end of each round; the code for it comes late. */
export function tidyWith(work: Tidying): void {
  tidying = work;
}

/** Go one round with the server: what does not hang on the exchange goes beside it. */
export async function round(table: Table): Promise<Round> {
  if (await hasJustEnded(table.mine)) document.dispatchEvent(new CustomEvent("lock"));
  const beside = begin(table);
  const done = await sync(table.mine, table.shelf, table).catch((error: unknown) => forgetWhatIsLost(table.mine, error));
  if (!table.mine.token) return { ...done, arrived: done.changed };
  table.conflicts = done.conflicts;
  const went = await letGo(table); // before its keys are shared
  const isNews = done.changed || went;
  const sharing = share(table, beside.ring, { isNews, isOver: done.isOver || went });
  const owing = isBare(table) ? undefined : ask(table.mine, isNews);
  const [learnt, doubts] = await trusting(table, done, beside.log).finally(() => sharing);
  await settled(table.mine, owing);
  const moved = (await tidying?.(table.mine, table.shelf).catch(() => false)) ?? false;
  const troubles = [...done.troubles, ...(table.isChanged ? ["key.changed"] : []), ...doubts, ...(await sharing)];
  return { ...done, troubles, arrived: done.changed || learnt || went || moved };
}

/** My keyring, and whether the log was compared meanwhile. */
type Beside = { readonly ring: Coming; readonly log: Promise<boolean> };

/** Once a session, while the exchange is under way; who has no keyring fetches little, and the first form goes first. */
function begin({ mine, ring: known, isWatched }: Table): Beside {
  const ring = known || !mine.token ? Promise.resolve(known ?? null) : ringAhead(mine);
  const isDue = mine.token !== "" && !isWatched;
  const log = ring.then((came) => isDue && came !== "none" && watchLog(mine).then(() => true));
  log.catch(() => undefined); // looked at when its turn comes
  return { ring, log };
}

/** Somebody said that this device is lost: it forgets what it keeps, and says so. */
async function forgetWhatIsLost(mine: Session, error: unknown): Promise<never> {
  if (error instanceof Refused && error.code === "device.lost") {
    const { purge } = await import("./purge.ts");
    await purge(mine);
    document.dispatchEvent(new CustomEvent("lost"));
  }
  throw error;
}

/** Whether the device just begins and holds nothing: it spares the code of what would be done with it. */
function isBare({ shelf, isNear }: Table): boolean {
  return isNear === true && shelf.state().cases.size + shelf.state().referrals.size === 0;
}

async function letGo(table: Table): Promise<boolean> {
  if (isBare(table)) return false;
  const letting = await import("../shelf/letting-go.ts");
  return letting.letGo(table.mine, table.shelf);
}

/** Learn only from a log that was never changed; what was learnt before stays good, and acts go on. */
async function trusting(table: Table, done: Done, log: Beside["log"]): Promise<[boolean, string[]]> {
  try {
    if (!(await log) && !table.isWatched) await watchLog(table.mine);
    table.isWatched = true;
    return [await learn(table, done), []];
  } catch (error) {
    const code = distrust(error);
    if (!code) throw error;
    table.isWatched = false;
    return [false, [code]];
  }
}

/** Fetch who works here: once a session, and again when something changed. */
async function learn(table: Table, { changed, directory }: Done): Promise<boolean> {
  if (table.directory === directory && !changed) return false;
  const { mine, shelf, isNear } = table;
  const register = await fetchRegister(mine, signers(shelf), isNear);
  shelf.know(register);
  table.directory = isNear ? null : directory;
  const counted = register.keys.filter((key) => key.entry.owner === "worker" || isSeconded(key)); // the older epoch stays in use
  const seen = await pin(mine, counted.map(({ entry }) => entry));
  table.isChanged = seen.includes("changed");
  return true;
}

/** What is owed can wait for the next round; nothing of the exchange waits for it. */
function ask(mine: Session, isNews: boolean): Promise<Owing> {
  const asked = import("../pages/owed.ts").then(async (owed) => (await owed.ask(mine, isNews), owed));
  return asked.catch(() => undefined);
}

type Owing = typeof import("../pages/owed.ts") | undefined;

async function settled(mine: Session, owing: Promise<Owing> | undefined): Promise<void> {
  await (await owing)?.settle(mine).catch(() => undefined);
}

/** The keyring spares work and holds nothing alone: a fault there stops nothing. */
async function share(table: Table, coming: Coming, brought: Brought): Promise<string[]> {
  try {
    table.ring = await shareRing(table.mine, coming, brought);
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.code.startsWith("network.") ? [] : [error.code];
  }
}
