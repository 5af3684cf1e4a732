/** What a phone of the model lives through, the app lives through too: tests/oracle/stories.py. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Draft } from "../formats/act.ts";
import { known } from "../formats/known.ts";
import type { Session } from "../session/session.ts";
import { fold } from "../shelf/fold.ts";
import { knownOf } from "../shelf/known.ts";
import { sealing } from "../shelf/held.ts";
import { isDisputed } from "../shelf/merging.ts";
import { Shelf } from "../shelf/shelf.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import type { Change, Reply } from "./send.ts";
import { standing } from "./store.ts";
import { sync } from "./sync.ts";
import { keepActs } from "./write.ts";

/** `key`: which act drew the keys that a sealed answer lies under; empty for the first ones. */
type Write = Draft & { readonly seq: number; readonly base: number; readonly hlc: string; readonly key?: string };
type Call = { readonly sent: number[]; readonly state: string | null; readonly answer: Partial<Reply> | null };
type Standing = { acked: number; outbox: number[]; versions: { [record: string]: number }; listed: string[]; problems: string[] };
/** A listed record that was fetched whole, and whether that could be taken on. */
type Bring = { readonly record: string; readonly changes: readonly Change[]; readonly done: boolean };
type Step = { readonly at: number; readonly write?: Write; readonly calls?: Call[]; readonly bring?: Bring; readonly after?: Standing };
type Shown = { readonly [group: string]: { readonly acts: string[]; readonly disputed: boolean } };
type Story = { readonly device: string; readonly worker: string; readonly steps: Step[]; readonly shown: { readonly [record: string]: Shown }; readonly seals: { readonly [record: string]: string } };

pretendPage();
mock.timers.enable({ apis: ["Date"] });

/** A server that says what the model's said, and hears what the app sends. */
class Told extends Server {
  said: Call[] = [];

  constructor() {
    super();
    const heard = globalThis.fetch;
    globalThis.fetch = async (...asked) => {
      const answer = await heard(...asked);
      if (this.now().answer === null) throw new TypeError("nobody heard it");
      return answer;
    };
  }

  override refuse = () => {
    const { answer } = this.now();
    this.acked = answer?.acked_seq ?? 0;
    this.durable = answer?.durable_seq ?? 0;
    this.more = { ...answer };
    return undefined;
  };

  private now(): Call {
    const call = this.said[this.sent.length - 1];
    assert.ok(call, "one call too many");
    return call;
  }
}

/** Return which act drew the keys that seal in a record; a key's id begins with its time. */
function sealsIn(shelf: Shelf, record: string): string {
  const drawn = shelf.about(record).filter(({ act }) => act.kind === "keys.replaced");
  const found = drawn.map(({ act, state }) => ({ keys: { identity: { id: `${act.time} ${act.id}`, key: new Uint8Array() } }, counts: state !== "quarantined" }));
  return sealing(found)["identity"]?.id.split(" ")[1] ?? "";
}

async function written(mine: Session, shelf: Shelf, { seq, base, hlc, key, ...draft }: Write): Promise<void> {
  const seen = shelf.seen(draft.record);
  if (key !== undefined) assert.equal(sealsIn(shelf, draft.record), key, "what it is sealed with");
  assert.equal(seen, base, `what she has seen of ${draft.record}`);
  const acts = await keepActs(mine, [{ ...draft, actor: mine.worker, base: seen }]);
  assert.deepEqual(acts.map((act) => [act.seq, act.hlc]), [[seq, hlc]]);
  shelf.wait(acts);
}

async function called(mine: Session, shelf: Shelf, server: Told, calls: Call[]): Promise<void> {
  Object.assign(server, { said: calls });
  server.sent.length = 0;
  const done = sync(mine, shelf);
  await (calls.at(-1)?.answer === null ? assert.rejects(done) : done);
  const sent = server.sent.map(({ acts, state_hash: state }) => ({ sent: acts.map(({ seq }) => seq), state }));
  assert.deepEqual(sent, calls.map(({ sent: seqs, state }) => ({ sent: seqs, state })));
}

async function requireStanding(mine: Session, shelf: Shelf, after: Standing): Promise<void> {
  const { acked } = await standing(mine.book, mine.device);
  const outbox = await mine.book.getAllKeys("outbox");
  const versions = Object.fromEntries([...shelf.versions()].sort());
  const problems = shelf.all().filter(({ state, position }) => state === "quarantined" && position !== null);
  const listed = shelf.listed().map(({ root }) => root).sort();
  assert.deepEqual({ acked, outbox, versions, listed, problems: problems.map(({ act }) => act.id).sort() }, after);
}

function shownIn(shelf: Shelf, record: string): Shown {
  const groups = fold(shelf.all()).registers.get(record) ?? new Map();
  const found = [...groups].map(([group, live]) => [group, { acts: live.map(({ act }: { act: string }) => act), disputed: isDisputed(live) }] as const);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

for (const [number, { device, worker, steps, shown, seals }] of known<Story[]>("stories").entries()) {
  test(`story ${number} of the model ends on the phone as it ended there`, async () => {
    const mine: Session = { ...(await sitDown()), device, worker };
    const [server, shelf] = [new Told(), await Shelf.load(mine)];
    for (const { at, write, calls, bring, after } of steps) {
      mock.timers.setTime(at);
      if (write) await written(mine, shelf, write);
      if (calls) await called(mine, shelf, server, calls);
      if (bring && (bring.done || bring.changes.length > 0)) assert.equal(await shelf.carry(bring.record, bring.changes.map(knownOf)), bring.done);
      if (after) await requireStanding(mine, shelf, after);
    }
    for (const [record, wanted] of Object.entries(shown)) assert.deepEqual(shownIn(shelf, record), wanted);
    for (const [record, wanted] of Object.entries(seals)) assert.equal(sealsIn(shelf, record), wanted);
    const again = await Shelf.load(mine);
    for (const [record, wanted] of Object.entries(shown)) assert.deepEqual(shownIn(again, record), wanted);
  });
}
