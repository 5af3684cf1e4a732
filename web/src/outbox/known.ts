/** A worker at her device, and a server that answers from memory; for tests only. */

import { gunzipSync } from "node:zlib";
import type { Act } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { type Session, begin } from "../session/session.ts";
import type { Reply } from "./send.ts";
import { notebook } from "./store.ts";

type Answered = { readonly status?: number; readonly body: unknown };
type Sent = { readonly acts: readonly Act[]; readonly state_hash: string | null; readonly token: string };
/** Answer an address that the exchange does not have. */
export type Answer = (path: string, method: string, body: unknown) => Answered | undefined;

/** Open the notebook of a new worker, or of somebody's next device. */
export async function sitDown(token = "token", like?: Session): Promise<Session> {
  const worker = like?.worker ?? newId();
  const keys = like
    ? { userKey: like.userKey.slice(), kemSeed: like.kemSeed.slice(), signSeed: like.signSeed.slice() }
    : { userKey: platform(32), kemSeed: platform(32), signSeed: platform(32) };
  const me = { worker, called: "Aïssata", agency: newId(), roles: [], permissions: [] };
  const device = newId();
  const rest = { username: "aissata", me, token, opened: new Map() };
  const session = { worker, device, deviceSeed: platform(32), ...keys, book: await notebook(`${worker}-${device}`), ...rest };
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
  readonly sent: Sent[] = [];
  private readonly answers: Answer;
  /** Refuse or break a request instead of taking it. */
  refuse: (sent: Sent) => { status: number; code: string; field?: string } | undefined = () => undefined;

  constructor(answers: Answer = () => undefined) {
    this.answers = answers;
    globalThis.fetch = async (input, init) => this.fetch(String(input), init ?? {});
  }

  private fetch(path: string, init: RequestInit): Response {
    const headers = new Headers(init.headers);
    const { status = 200, body } = path === "/field/v1/exchange"
      ? this.exchange(init.body as string | Uint8Array, headers)
      : (this.answers(path, init.method ?? "GET", init.body ? JSON.parse(String(init.body)) : null) ?? { status: 404, body: {} });
    return new Response(JSON.stringify(body), { status });
  }

  private exchange(raw: string | Uint8Array, headers: Headers): Answered {
    const bytes = headers.get("Content-Encoding") ? gunzipSync(raw) : raw;
    const { acts, state_hash } = JSON.parse(new TextDecoder().decode(bytes as Uint8Array)) as Omit<Sent, "token">;
    const sent = { acts, state_hash, token: headers.get("X-Session-Token") ?? "" };
    this.sent.push(sent);
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
