/** The exchange: push what waits, pull what changed, in one signed call. */

import type { Act } from "../formats/act.ts";
import { type Bytes, bytesOf } from "../formats/canon.ts";
import { stamp } from "../formats/clock.ts";
import { PATH, signedBytes } from "../formats/exchange.ts";
import { Refused } from "../formats/refusal.ts";
import { signatureAside } from "../formats/signature.ts";
import { refusalOf, silent, timed } from "../session/call.ts";
import type { Line } from "../shelf/lines.ts";
import { language } from "../words.ts";
import { VERSION } from "./capture.ts";
import type { Pen } from "./store.ts";
import type { Hand } from "./write.ts";

/** A batch must stay under 256 KiB compressed, and ciphertext hardly compresses. */
const MOST_SENT = 240_000;
const PATIENCE = 60_000;
const PACKED_FROM = 1024;
/** How many cases a device that comes for the first time wants whole: what a person's carries (shelf/term.ts). */
const CARRIES = 25;

export type Change = {
  readonly position: number;
  readonly version: number;
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
  /** Until when this device opens what it keeps; null before its first contact. */
  readonly lease_until?: string | null;
  readonly conflicts: readonly Conflict[];
  /** Cases that a device which comes for the first time only lists. */
  readonly lines?: readonly Line[];
  readonly directory_v: number;
  readonly min_capture_version: string;
  /** Whether the server says that it unpacks; told by a header. */
  readonly packs?: boolean;
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

/** What one call carries, how much may come back, and now and then what this device holds. */
export type Asked = { readonly acts: readonly Act[]; readonly bytes: number; readonly state: string | null };

type Written = { readonly raw: Bytes; readonly headers: Record<string, string> };

/** Write one call, signed as it is sent; packed when that is understood and worth it. */
export async function written(hand: Hand, pen: Pen, { acts, bytes, state }: Asked): Promise<Written> {
  const { epoch, cursor, scope, packs, calls } = pen;
  const first = calls === 0 && cursor === null ? { carries: CARRIES } : {};
  const said = { v: 1, device: hand.device, epoch, ack_cursor: cursor, scope_hash: scope, acts, ...first };
  const plain = bytesOf(JSON.stringify({ ...said, max_bytes: bytes, client_version: VERSION, state_hash: state }));
  const isLong = packs === true && plain.length >= PACKED_FROM && typeof CompressionStream !== "undefined";
  const raw = isLong ? await gzipped(plain) : plain;
  return { raw, headers: { ...(isLong ? { "Content-Encoding": "gzip" } : {}), ...(await signed(hand, raw)) } };
}

/** Make one exchange; packed only once the server has said that it unpacks. */
export async function exchange(hand: Hand, token: string, pen: Pen, { acts, bytes, state }: Asked): Promise<Reply> {
  const { raw, headers: own } = await written(hand, pen, { acts, bytes, state });
  const headers = { "Content-Type": "application/json", ...own, "Accept-Language": language() };
  if (token) Object.assign(headers, { "X-Session-Token": token });
  const { status, reply, packs } = await posted(raw, headers);
  const no = status >= 400 ? refusalOf(status, reply) : null;
  if (no && own["Content-Encoding"] && no.field === "encoding") return exchange(hand, token, { ...pen, packs: false }, { acts, bytes, state });
  if (no) throw no;
  if (!isReply(reply)) throw new Refused("network.down"); // somebody else answered, such as a paid hotspot
  return { ...reply, packs };
}

type Answered = { readonly status: number; readonly reply: unknown; readonly packs: boolean };

async function posted(body: Bytes, headers: Record<string, string>): Promise<Answered> {
  return timed(PATIENCE, async (signal) => {
    const response = await silent(fetch(PATH, { method: "POST", body, headers, credentials: "omit", signal }));
    const packs = /\bgzip\b/.test(response.headers.get("Accept-Encoding") ?? "");
    return { status: response.status, reply: read(await response.text().catch(cutOff)), packs };
  });
}

/** The line broke in the middle of a page: the next one is shorter. */
function cutOff(error: unknown): never {
  throw new Refused("network.slow", "", error);
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
  return { "X-Device": hand.device, "X-Signed-At": at, "X-Signature": await signatureAside(hand.deviceSeed, message) };
}

async function gzipped(plain: Bytes): Promise<Bytes> {
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
