/** The exchange: push what waits, pull what changed, in one signed call. */

import type { Act } from "../formats/act.ts";
import { type Bytes, bytesOf } from "../formats/canon.ts";
import { stamp } from "../formats/clock.ts";
import { PATH, signedBytes } from "../formats/exchange.ts";
import { Refused } from "../formats/refusal.ts";
import { signature } from "../formats/signature.ts";
import { refusalOf, silent } from "../session/call.ts";
import { language } from "../words.ts";
import { VERSION } from "./capture.ts";
import type { Pen } from "./store.ts";
import type { Hand } from "./write.ts";

/** A batch must stay under 256 KiB compressed, and ciphertext hardly compresses. */
const MOST_SENT = 240_000;
const MOST_FETCHED = 1_000_000;
const PATIENCE = 60_000;

export type Change = {
  readonly position: number;
  readonly root: string;
  readonly received_at: string;
  readonly act: Act;
  readonly state: "applied" | "quarantined";
  readonly code: string;
};
export type Conflict = { readonly record: string; readonly group: string };
export type Reply = {
  readonly acked_seq: number;
  readonly durable_seq: number;
  readonly server_epoch: number;
  readonly now: string;
  readonly problems: readonly { readonly seq: number; readonly act: string; readonly code: string }[];
  readonly changes: readonly Change[];
  readonly cursor: string | null;
  readonly more: boolean;
  readonly removals: readonly string[];
  readonly resnapshot: boolean;
  readonly scope_hash: string | null;
  readonly revoke: boolean;
  readonly conflicts: readonly Conflict[];
  readonly directory_v: number;
  readonly min_capture_version: string;
};

/** Take as many acts as one call may carry. */
export function batch(acts: readonly Act[], most: number): Act[] {
  const taken: Act[] = [];
  let size = 0;
  for (const act of acts.slice(0, most)) {
    size += JSON.stringify(act).length;
    if (taken.length > 0 && size > MOST_SENT) break;
    taken.push(act);
  }
  return taken;
}

/** Make one exchange; `state` says what this device holds, now and then. */
export async function exchange(
  hand: Hand,
  token: string,
  pen: Pen,
  acts: readonly Act[],
  state: string | null = null,
): Promise<Reply> {
  const body = await packed({
    v: 1,
    device: hand.device,
    epoch: pen.epoch,
    ack_cursor: pen.cursor,
    scope_hash: pen.scope,
    acts,
    max_bytes: MOST_FETCHED,
    client_version: VERSION,
    state_hash: state,
  });
  const headers = { ...body.headers, ...(await signed(hand, body.raw)), "Accept-Language": language() };
  if (token) Object.assign(headers, { "X-Session-Token": token });
  const { status, reply } = await posted(body.raw, headers);
  if (status >= 400) throw refusalOf(status, reply);
  if (!isReply(reply)) throw new Refused("network.down"); // somebody else answered, such as a paid hotspot
  return reply;
}

async function posted(body: Bytes, headers: Record<string, string>): Promise<{ status: number; reply: unknown }> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await silent(fetch(PATH, { method: "POST", body, headers, credentials: "omit", signal: stop.signal }));
    const text = await silent(response.text());
    return { status: response.status, reply: read(text) };
  } finally {
    clearTimeout(timer);
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isReply(value: unknown): value is Reply {
  return Number.isSafeInteger((value as Partial<Reply> | null)?.acked_seq);
}

async function signed(hand: Hand, raw: Bytes): Promise<Record<string, string>> {
  const at = stamp(Date.now());
  const message = await signedBytes(raw, at);
  return { "X-Device": hand.device, "X-Signed-At": at, "X-Signature": signature(hand.deviceSeed, message) };
}

async function packed(value: unknown): Promise<{ raw: Bytes; headers: Record<string, string> }> {
  const plain = bytesOf(JSON.stringify(value));
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (plain.length < 1024 || typeof CompressionStream === "undefined") return { raw: plain, headers };
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  const raw = new Uint8Array(await new Response(stream).arrayBuffer());
  return { raw, headers: { ...headers, "Content-Encoding": "gzip" } };
}
