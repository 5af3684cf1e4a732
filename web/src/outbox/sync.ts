/** Keep device and server in step: until nothing waits and nothing is missing. */

import type { Act } from "../formats/act.ts";
import { isSkewed } from "../formats/clock.ts";
import { Refused } from "../formats/refusal.ts";
import type { Session } from "../session/session.ts";
import { lay } from "../shelf/disk.ts";
import { dropKeys } from "../shelf/held.ts";
import { knownOf } from "../shelf/known.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { isTooOld } from "./capture.ts";
import { renew } from "./lease.ts";
import { type Halt, blamed } from "./halt.ts";
import { FIRST, MOST, faster, slower } from "./pace.ts";
import { type Conflict, type Reply, batch, exchange } from "./send.ts";
import { keptWhole } from "./room.ts";
import { type Pen, STRICT, standing } from "./store.ts";
import { alone, countWaiting, waiting } from "./write.ts";

export type Done = {
  readonly waiting: number;
  readonly changed: boolean;
  /** Whether keys left with a case, or others came in their place. */
  readonly isOver: boolean;
  readonly conflicts: readonly Conflict[];
  readonly directory: number;
  /** What the person should know, by code; empty when all is well. */
  readonly troubles: readonly string[];
};
/** Where the act is noted that cannot be sent, and with it all that were written later. */
export type Held = { halt: Halt | null };

const MOST_ROUNDS = 200;
const STATE_EVERY = 20;
let [pace, limit] = [FIRST, MOST];

/** Exchange until all is sent and all is here; what the server could not read is held back. */
export async function sync(mine: Session, shelf: Shelf, held: Held = { halt: null }): Promise<Done> {
  let [changed, isOver] = [false, false];
  limit = faster(limit);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pen = await standing(mine.book, mine.device);
    const acts = batch(await sendable(mine, pen, held), pace.acts);
    const [asked, began] = [{ acts, state: await stateOf(mine, pen, shelf), bytes: pace.bytes }, Date.now()];
    const reply = await exchange(mine, mine.token, pen, asked).catch((error: unknown) => {
      const less = slower(error, acts.length, pace);
      if (less !== pace) limit = pace = less; // only what was too much tells how much is
      held.halt = blamed(error, acts, pace.acts) ?? held.halt;
    });
    if (!reply) continue;
    pace = faster(pace, limit, Date.now() - began);
    if (reply.revoke) throw new Refused("device.revoked");
    const isBack = reply.cursor !== null && (await renew(mine, reply.lease_until));
    if (isBack) await shelf.open();
    isOver = (await take(mine, shelf, reply)) || isOver;
    changed ||= isBack || reply.changes.length + reply.removals.length + (reply.lines?.length ?? 0) > 0;
    const isStuck = acts.length > 0 && reply.acked_seq === pen.acked;
    const next = await sendable(mine, { ...pen, acked: reply.acked_seq }, held);
    if (!isStuck && (next.length > 0 || reply.more)) continue;
    return await done(mine, reply, { changed, isOver, isStuck, halt: held.halt });
  }
  throw new Refused("exchange.endless");
}

type So = Pick<Done, "changed" | "isOver"> & { readonly halt: Halt | null; readonly isStuck: boolean };

async function done(mine: Session, reply: Reply, { changed, isOver, halt, isStuck }: So): Promise<Done> {
  const left = await countWaiting(mine, reply.acked_seq);
  const { conflicts, directory_v: directory } = reply;
  const isLate = reply.problems.some(({ code }) => code === "clock.skew") || isSkewed(reply.now, Date.now());
  const troubles = [
    ...(mine.token ? [] : ["session.missing"]),
    ...(isTooOld(reply.min_capture_version) ? ["app.outdated"] : []),
    ...(isLate ? ["clock.skew"] : []),
    ...(isStuck ? ["exchange.stuck"] : []),
    ...(halt ? [halt.code] : []),
  ];
  return { waiting: left, changed, isOver, conflicts, directory, troubles };
}

/** Return the next acts to send: those before the one that cannot be sent. */
async function sendable(mine: Session, pen: Pen, { halt }: Held): Promise<Act[]> {
  const acts = await waiting(mine, pen.acked, MOST.acts);
  return halt ? acts.filter(({ seq }) => seq < halt.act.seq) : acts;
}

/** Now and then say what this device holds: it finds what nobody reported. */
async function stateOf(mine: Session, pen: Pen, shelf: Shelf): Promise<string | null> {
  const isDue = mine.token !== "" && mine.shelfKey !== undefined && pen.cursor !== null && pen.calls % STATE_EVERY === STATE_EVERY - 1;
  return isDue ? (await import("../shelf/lines.ts")).heldHere(shelf) : null;
}

/** Take an answer in: acts, cases that left, how far both sides are, all in one step to the disk; tell whether keys are over. */
async function take(mine: Session, shelf: Shelf, reply: Reply): Promise<boolean> {
  if (mine.token && reply.cursor === null) mine.token = ""; // the server knows it no longer
  const over = [...rekeyed(mine, shelf, reply), ...reply.removals];
  await shelf.inTurn(() => laidDown(mine, shelf, { reply, over }));
  shelf.judge(reply.problems);
  for (const object of over) dropKeys(mine, object);
  if (reply.cursor !== null && !reply.more) shelf.settle(reply.acked_seq);
  return over.length > 0;
}

async function laidDown(mine: Session, shelf: Shelf, { reply, over }: { reply: Reply; over: readonly string[] }): Promise<void> {
  const { removals, resnapshot: anew, lines: listed } = reply;
  const page = await shelf.page({ changes: reply.changes.map(knownOf), removals, anew, ...(listed ? { listed } : {}) });
  const isWhole = reply.cursor !== null && !reply.more;
  await alone(mine, async () => {
    const pen = await standing(mine.book, mine.device);
    const read = reply.cursor ? { cursor: reply.cursor, scope: reply.scope_hash } : {};
    const settled = isWhole ? reply.acked_seq : Math.min(pen.settled, reply.acked_seq);
    const told = { acked: reply.acked_seq, epoch: reply.server_epoch, capture: reply.min_capture_version, packs: reply.packs === true };
    const change = mine.book.transaction(["pen", "outbox", "shelf", "lines", "ring"], "readwrite", STRICT);
    const durable = Math.min(reply.durable_seq, reply.acked_seq);
    await keptWhole(change.done, [
      ...lay(change.objectStore("shelf"), change.objectStore("lines"), page),
      ...(over.length > 0 ? [change.objectStore("ring").clear()] : []), // no key outlives its case here
      change.objectStore("pen").put({ ...pen, ...told, ...read, settled, seq: Math.max(pen.seq, told.acked), calls: pen.calls + 1 }, "pen"),
      change.objectStore("outbox").delete(IDBKeyRange.upperBound(durable)),
    ]);
  });
  shelf.turn(page);
}

/** Cases whose keys are others than this device holds: another one brought them, or its own were refused. */
function rekeyed({ device }: Session, shelf: Shelf, { changes, problems }: Reply): string[] {
  const refused = new Set(problems.filter(({ code }) => code !== "clock.skew").map(({ act }) => act));
  const own = shelf.all().map(({ act }) => act).filter(({ id }) => refused.has(id));
  const others = changes.map(({ act }) => act).filter((act) => act.device !== device);
  return [...own, ...others].filter(({ kind }) => kind === "keys.replaced").map(({ record }) => record);
}
