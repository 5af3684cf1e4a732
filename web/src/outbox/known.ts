/** A worker at her device, and a server that answers from memory; for tests only. */

import { gunzipSync } from "node:zlib";
import type { Act } from "../formats/act.ts";
import { b64 } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { type Session, begin } from "../session/session.ts";
import type { Reply } from "./send.ts";
import { notebook } from "./store.ts";

type Answered = { readonly status?: number; readonly body: unknown };
type Sent = {
  readonly acts: readonly Act[];
  readonly state_hash: string | null;
  readonly max_bytes: number;
  readonly ack_cursor: string | null;
  readonly token: string;
  readonly isPacked: boolean;
};
/** Answer an address that the exchange does not have. */
export type Answer = (path: string, method: string, body: unknown) => Answered | undefined | Promise<Answered | undefined>;

/** Open the notebook of a new worker, or of somebody's next device. */
export async function sitDown(token = "token", like?: Session): Promise<Session> {
  const worker = like?.worker ?? newId();
  const keys = like
    ? { userKey: like.userKey.slice(), kemSeed: like.kemSeed.slice(), signSeed: like.signSeed.slice() }
    : { userKey: platform(32), kemSeed: platform(32), signSeed: platform(32) };
  const me = { worker, called: "Aïssata", agency: newId(), roles: [], permissions: [] };
  const device = newId();
  const rest = { username: "aissata", me, token, opened: new Map() };
  const book = await notebook(`${worker}-${device}`);
  const [since, until] = ["2026-11-02T09:00:00.000Z", "2999-01-01T00:00:00.000Z"];
  await book.put("lease", { since, until, secret: b64(platform(32)), print: "", spare: [], seen: 0, ahead: 0 }, "lease");
  const session = { worker, device, deviceSeed: platform(32), ...keys, book, ...rest };
  begin(session);
  return session;
}

/** Give the program a page that is not there. */
export function pretendPage(): void {
  const page = { body: { dataset: {} }, dispatchEvent: () => true };
  Object.assign(globalThis, { document: page });
}

export class Server {
  acked = 0;
  durable = 0;
  /** What the next answers say besides. */
  more: Partial<Reply> = {};
  knowsToken = true;
  unpacks = true;
  readonly sent: Sent[] = [];
  private readonly answers: Answer;
  /** Refuse or break a request instead of taking it. */
  refuse: (sent: Sent) => { status: number; code: string; field?: string } | undefined = () => undefined;

  /** Break the line in the middle of the answer, whatever was kept. */
  break: (sent: Sent) => boolean = () => false;

  constructor(answers: Answer = () => undefined) {
    this.answers = answers;
    globalThis.fetch = async (input, init) => this.fetch(String(input), init ?? {});
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const { status = 200, body } = path === "/field/v1/exchange"
      ? this.exchange(init.body as string | Uint8Array, headers)
      : ((await this.answers(path, init.method ?? "GET", init.body ? JSON.parse(String(init.body)) : null)) ?? { status: 404, body: {} });
    const half = new ReadableStream({ start: (line) => line.error(new TypeError("cut off")) });
    return new Response(body === null ? half : JSON.stringify(body), { status, headers: this.unpacks ? { "Accept-Encoding": "gzip" } : {} });
  }

  private exchange(raw: string | Uint8Array, headers: Headers): Answered {
    const isPacked = headers.get("Content-Encoding") === "gzip";
    const bytes = isPacked ? gunzipSync(raw) : raw;
    const { acts, state_hash, max_bytes, ack_cursor } = JSON.parse(new TextDecoder().decode(bytes as Uint8Array)) as Omit<Sent, "token" | "isPacked">;
    const sent = { acts, state_hash, max_bytes, ack_cursor, isPacked, token: headers.get("X-Session-Token") ?? "" };
    this.sent.push(sent);
    if (this.break(sent)) return { body: null };
    const no = this.refuse(sent);
    if (no) return { status: no.status, body: { code: no.code, field: no.field } };
    for (const act of acts) if (act.seq === this.acked + 1) this.acked = act.seq;
    const cursor = sent.token && this.knowsToken ? "cursor" : null;
    return { body: { ...BASE, now: new Date().toISOString(), cursor, acked_seq: this.acked, durable_seq: this.durable, ...this.more } };
  }
}

const BASE = {
  server_epoch: 1, problems: [], changes: [], more: false, removals: [], resnapshot: false, scope_hash: null,
  revoke: false, conflicts: [], directory_v: 1, min_capture_version: "0",
};
