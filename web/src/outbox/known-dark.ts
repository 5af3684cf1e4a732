/** A server that keeps acts, and a fuse that ends the app at any step; for tests only. */

import { gunzipSync } from "node:zlib";
import type { Act } from "../formats/act.ts";
import { stateHash } from "../formats/exchange.ts";
import type { Change } from "./send.ts";
import type { Book } from "./store.ts";

export class DarkError extends Error {}

/** Burns at one step: nothing that the app does afterwards reaches the disk or the road. */
export class Fuse {
  isBurnt = false;
  private left: number;
  private readonly fault: () => Error;
  private readonly heals: boolean;

  constructor(left: number, fault: () => Error = () => new DarkError(), heals = false) {
    this.left = left;
    this.fault = fault;
    this.heals = heals;
  }

  /** Pass one step, or end here. */
  step(): void {
    const isNow = this.left === 0;
    this.left -= 1;
    if (isNow) this.isBurnt = true;
    if (isNow || (this.isBurnt && !this.heals)) throw this.fault();
  }
}

type Any = { readonly [name: string]: unknown };
type Call = (...given: unknown[]) => unknown;
type Change_ = { readonly done: Promise<void>; abort(): void };

/** The same notebook, with a step before every request to the disk and after every change that was kept. */
export function fused(book: Book, fuse: Fuse, only?: readonly string[]): Book {
  return new Proxy(book, {
    get(target, name) {
      const value = (target as unknown as Any)[name as string];
      if (typeof value !== "function" || name === "close") return value;
      if (name === "transaction") return (...given: unknown[]) => changing((value as Call).apply(target, given) as Change_, fuse, only);
      return async (...given: unknown[]) => {
        if (!only || only.includes(String(name))) fuse.step();
        return await (value as Call).apply(target, given);
      };
    },
  });
}

function changing(change: Change_, fuse: Fuse, only?: readonly string[]): unknown {
  const done = change.done.then(() => { if (!only) fuse.step(); });
  done.catch(() => undefined);
  const stepped = (store: object): unknown => new Proxy(store, {
    get(target, name) {
      const value = (target as Any)[name as string];
      if (typeof value !== "function") return value;
      return async (...given: unknown[]) => {
        try {
          if (!only || only.includes(String(name))) fuse.step();
        } catch (error) {
          await Promise.resolve(); // a browser refuses a little later
          undo(change);
          throw error;
        }
        return await (value as Call).apply(target, given);
      };
    },
  });
  return new Proxy(change, {
    get(target, name) {
      if (name === "done") return done;
      if (name === "commit") return () => undefined; // it ends by itself, or is undone above
      const value = (target as unknown as Any)[name as string];
      if (name === "objectStore") return (store: string) => stepped((value as Call).call(target, store) as object);
      if (name === "store") return stepped(value as object);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function undo(change: Change_): void {
  try {
    change.abort();
  } catch {
    return; // it was over already
  }
}

/** A ledger of one device's acts, behind the exchange. */
export class Ledger {
  kept: Act[] = [];
  durable = 0;
  epoch = 1;
  fuse = new Fuse(-1);
  /** Positions from which nothing is handed out: their root has left. */
  gone = new Set<string>();

  constructor() {
    globalThis.fetch = async (_path, init) => {
      this.fuse.step();
      const raw = init?.body as Uint8Array;
      const isPacked = new Headers(init?.headers).get("Content-Encoding") === "gzip";
      const asked = JSON.parse(new TextDecoder().decode(isPacked ? gunzipSync(raw) : raw)) as { acts: Act[]; ack_cursor: string | null; state_hash: string | null };
      const body = await this.exchange(asked);
      this.fuse.step();
      return new Response(JSON.stringify(body));
    };
  }

  /** Lose everything that came after a number, and start an epoch. */
  restore(seq: number): void {
    this.kept = this.kept.slice(0, seq);
    this.epoch += 1;
  }

  private async exchange({ acts, ack_cursor: cursor, state_hash: state }: { acts: Act[]; ack_cursor: string | null; state_hash: string | null }) {
    for (const act of [...acts].sort((a, b) => a.seq - b.seq)) if (act.seq === this.kept.length + 1) this.kept.push(act);
    const isOurs = cursor?.split(".")[0] === String(this.epoch) && (state === null || state === (await this.hash()));
    const read = isOurs ? Number(cursor.split(".")[1]) : 0;
    return {
      acked_seq: this.kept.length, durable_seq: this.durable, server_epoch: this.epoch, now: new Date().toISOString(), problems: [],
      changes: this.changes().filter(({ position }) => position > read), cursor: `${this.epoch}.${this.kept.length}`, more: false,
      removals: [...this.gone], resnapshot: cursor !== null && !isOurs, scope_hash: null, revoke: false, conflicts: [], directory_v: 1, min_capture_version: "0",
    };
  }

  /** What the device may hold. */
  changes(): Change[] {
    const rows = this.kept.map((act): Change => ({ position: act.seq, version: act.seq, root: act.record, received_at: "", act, state: "applied", code: "" }));
    return rows.filter(({ root }) => !this.gone.has(root));
  }

  private hash(): Promise<string> {
    return stateHash(new Map(this.changes().map(({ act, version }) => [act.record, version])));
  }
}
