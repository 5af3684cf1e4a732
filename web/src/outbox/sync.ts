/** Keep device and server in step: until nothing waits and nothing is missing. */

import type { Act } from "../formats/act.ts";
import { isSkewed } from "../formats/clock.ts";
import { stateHash } from "../formats/exchange.ts";
import { Refused } from "../formats/refusal.ts";
import type { Session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { isTooOld } from "./capture.ts";
import { type Halt, MOST_ACTS, blamed, smaller } from "./halt.ts";
import { type Change, type Conflict, type Reply, batch, exchange } from "./send.ts";
import { type Pen, STRICT, standing } from "./store.ts";
import { alone, countWaiting, waiting } from "./write.ts";

export type Done = {
  readonly waiting: number;
  readonly changed: boolean;
  readonly conflicts: readonly Conflict[];
  readonly directory: number;
  /** What the person should know, by code; empty when all is well. */
  readonly troubles: readonly string[];
};
/** Where the act is noted that cannot be sent, and with it all that were written later. */
export type Held = { halt: Halt | null };

const MOST_ROUNDS = 200;
const STATE_EVERY = 20;
let most = MOST_ACTS;

/** Exchange until all is sent and all is here; what the server could not read is held back. */
export async function sync(mine: Session, shelf: Shelf, held: Held = { halt: null }): Promise<Done> {
  let changed = false;
  most = Math.min(MOST_ACTS, most * 2);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pen = await standing(mine.book, mine.device);
    const acts = batch(await sendable(mine, pen, held), most);
    const reply = await exchange(mine, mine.token, pen, acts, await stateOf(mine, pen, shelf)).catch((error: unknown) => {
      most = smaller(error, acts.length, most);
      held.halt = blamed(error, acts, most) ?? held.halt;
    });
    if (!reply) continue;
    if (reply.revoke) throw new Refused("device.revoked");
    await take(mine, shelf, reply);
    changed ||= reply.changes.length + reply.removals.length > 0;
    const isStuck = acts.length > 0 && reply.acked_seq === pen.acked;
    const next = await sendable(mine, { ...pen, acked: reply.acked_seq }, held);
    if (!isStuck && (next.length > 0 || reply.more)) continue;
    return await done(mine, reply, { changed, isStuck, halt: held.halt });
  }
  throw new Refused("exchange.endless");
}

type So = { readonly changed: boolean; readonly halt: Halt | null; readonly isStuck: boolean };

async function done(mine: Session, reply: Reply, { changed, halt, isStuck }: So): Promise<Done> {
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
  return { waiting: left, changed, conflicts, directory, troubles };
}

/** Return the next acts to send: those before the one that cannot be sent. */
async function sendable(mine: Session, pen: Pen, { halt }: Held): Promise<Act[]> {
  const acts = await waiting(mine, pen.acked, MOST_ACTS);
  return halt ? acts.filter(({ seq }) => seq < halt.act.seq) : acts;
}

/** Now and then say what this device holds: it finds what nobody reported. */
async function stateOf({ token }: Session, pen: Pen, shelf: Shelf): Promise<string | null> {
  const isDue = token !== "" && pen.cursor !== null && pen.calls % STATE_EVERY === STATE_EVERY - 1;
  return isDue ? stateHash(shelf.versions()) : null;
}

async function take(mine: Session, shelf: Shelf, reply: Reply): Promise<void> {
  if (mine.token && reply.cursor === null) mine.token = ""; // the server knows it no longer
  if (reply.resnapshot) await shelf.clear();
  await shelf.receive(reply.changes.map(known));
  shelf.judge(reply.problems);
  if (reply.removals.length > 0) await shelf.remove(reply.removals);
  const isWhole = reply.cursor !== null && !reply.more;
  await alone(mine, async () => {
    const pen = await standing(mine.book, mine.device);
    const read = reply.cursor ? { cursor: reply.cursor, scope: reply.scope_hash } : {};
    const settled = isWhole ? reply.acked_seq : Math.min(pen.settled, reply.acked_seq);
    const told = { acked: reply.acked_seq, epoch: reply.server_epoch, capture: reply.min_capture_version };
    const change = mine.book.transaction(["pen", "outbox"], "readwrite", STRICT);
    await change.objectStore("pen").put({ ...pen, ...told, ...read, settled, calls: pen.calls + 1 }, "pen");
    const durable = Math.min(reply.durable_seq, reply.acked_seq);
    await change.objectStore("outbox").delete(IDBKeyRange.upperBound(durable));
    await change.done;
  });
  if (isWhole) shelf.settle(reply.acked_seq);
}

function known({ act, root, position, received_at: received, state, code }: Change): Known {
  return { act, root, position, received, state, code };
}
