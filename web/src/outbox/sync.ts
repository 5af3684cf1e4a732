/** Keep device and server in step: until nothing waits and nothing is missing. */

import { Refused } from "../formats/refusal.ts";
import { session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { type Change, type Conflict, type Reply, batch, exchange } from "./send.ts";
import { type Pen, STRICT, standing } from "./store.ts";
import { type Hand, alone, waiting } from "./write.ts";

export type Standing = { readonly waiting: number; readonly changed: boolean; readonly conflicts: readonly Conflict[] };
const MOST_ROUNDS = 200;

/** Exchange until all is sent and all is here. */
export async function sync(shelf: Shelf): Promise<Standing> {
  const mine = session();
  let conflicts: readonly Conflict[] = [];
  let changed = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pen = await standing(mine.book, mine.device);
    const acts = batch(await waiting(mine, pen.acked));
    const reply = await exchange(mine, mine.token, pen, acts);
    if (reply.revoke) throw new Refused("device.revoked");
    await take(mine, shelf, reply, acts.map(({ seq }) => seq));
    conflicts = reply.conflicts;
    changed ||= reply.changes.length + reply.removals.length > 0;
    const stuck = acts.length > 0 && reply.acked_seq <= pen.acked;
    const left = (await waiting(mine, reply.acked_seq)).length;
    if (stuck || (left === 0 && !reply.more)) {
      if (reply.cursor) shelf.settle(reply.acked_seq);
      return { waiting: left, changed, conflicts };
    }
  }
  throw new Refused("exchange.endless");
}

type Sent = readonly number[];

async function take(hand: Hand, shelf: Shelf, reply: Reply, sent: Sent): Promise<void> {
  if (reply.resnapshot) await shelf.clear();
  await shelf.receive(reply.changes.map(known));
  shelf.judge(reply.problems);
  if (reply.removals.length > 0) await shelf.remove(reply.removals);
  await alone(hand, async () => {
    const pen = await standing(hand.book, hand.device);
    const read = reply.cursor ? { cursor: reply.cursor, scope: reply.scope_hash } : {};
    const next: Pen = { ...pen, acked: reply.acked_seq, epoch: reply.server_epoch, ...read };
    const change = hand.book.transaction(["pen", "outbox"], "readwrite", STRICT);
    await change.objectStore("pen").put(next, "pen");
    for (const seq of sent) {
      if (seq <= reply.durable_seq) await change.objectStore("outbox").delete(seq);
    }
    await change.done;
  });
}

function known({ act, root, position, received_at: received, state, code }: Change): Known {
  return { act, root, position, received, state, code };
}
