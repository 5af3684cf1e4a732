/** The exchange: push what waits, pull what changed, in one signed call. */

import type { Act } from "../formats/act.ts";
import { type Bytes, bytesOf, join, sha256 } from "../formats/canon.ts";
import { stamp } from "../formats/clock.ts";
import { Refused } from "../formats/refusal.ts";
import { signature } from "../formats/signature.ts";
import { codeOf, silent } from "../session/call.ts";
import { language } from "../words.ts";
import type { Pen } from "./store.ts";
import type { Hand } from "./write.ts";

const PATH = "/field/v1/exchange";
export const MOST_ACTS = 100;
/** A batch must stay under 256 KiB compressed, and ciphertext hardly compresses. */
const MOST_SENT = 240_000;
const MOST_FETCHED = 1_000_000;
const PATIENCE = 60_000;
const VERSION = "1";

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
};

/** Take as many acts as one call may carry. */
export function batch(acts: readonly Act[]): Act[] {
  const taken: Act[] = [];
  let size = 0;
  for (const act of acts.slice(0, MOST_ACTS)) {
    size += JSON.stringify(act).length;
    if (taken.length > 0 && size > MOST_SENT) break;
    taken.push(act);
  }
  return taken;
}

/** Make one exchange. */
export async function exchange(
  hand: Hand,
  token: string,
  pen: Pen,
  acts: readonly Act[],
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
    state_hash: null,
  });
  const headers = { ...body.headers, ...(await signed(hand, body.raw)), "Accept-Language": language() };
  if (token) Object.assign(headers, { "X-Session-Token": token });
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await silent(fetch(PATH, { method: "POST", body: body.raw, headers, credentials: "omit", signal }));
  const reply: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(codeOf(reply) ?? `http.${response.status}`);
  return reply as Reply;
}

async function signed(hand: Hand, raw: Bytes): Promise<Record<string, string>> {
  const at = stamp(Date.now());
  const hash = [...(await sha256(raw))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const message = join(bytesOf(`demeso/exchange/v1\nPOST\n${PATH}\n${hash}\n${at}`));
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
