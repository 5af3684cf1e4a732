/** Put what waits into files that somebody carries; bring what somebody handed over. */

import type { Act } from "../formats/act.ts";
import type { Bytes } from "../formats/canon.ts";
import { type Letter, letter, sealParcel } from "../formats/parcel.ts";
import { Refused } from "../formats/refusal.ts";
import { MOST } from "../outbox/pace.ts";
import { batch, written } from "../outbox/send.ts";
import { standing } from "../outbox/store.ts";
import { type Hand, waiting } from "../outbox/write.ts";
import { refusalOf, timed } from "../session/call.ts";
import { language } from "../words.ts";
import { PATH, keyHere } from "./key.ts";

/** The name of every such file: it says nothing. */
export const NAME = "envoi.bin";
/** A file may have 2 MiB; letters stand in it as base64, under padding. */
const MOST_LETTERS = 32;
const MOST_LONG = 1_700_000;

/** So much the server takes at most. */
export const MOST_FILE = 2 * 1024 * 1024;
const PATIENCE = 60_000;

export type Packed = { readonly files: readonly Bytes[]; readonly acts: number };
export type Taken = { readonly new: number; readonly known: number; readonly waiting: number; readonly refused: number };

/**
 * Seal all that waits here, or that no backup holds yet, up to an act that cannot be sent.
 * Nothing leaves the outbox: what arrives twice counts once.
 */
export async function pack(hand: Hand, stop: number = Infinity): Promise<Packed> {
  const kem = await keyHere(hand);
  const acts = (await waiting(hand)).filter(({ seq }) => seq < stop);
  const files: Bytes[] = [];
  for (const letters of shared(await lettersOf(hand, acts))) files.push(await sealParcel(letters, kem));
  return { files, acts: acts.length };
}

async function lettersOf(hand: Hand, acts: readonly Act[]): Promise<Letter[]> {
  const pen = { ...(await standing(hand.book, hand.device)), cursor: null, scope: null, epoch: null, packs: true };
  const letters: Letter[] = [];
  for (let left = acts; left.length > 0;) {
    const some = batch(left, MOST.acts);
    const { raw, headers } = await written(hand, pen, { acts: some, bytes: 0, state: null });
    letters.push(letter(headers, raw));
    left = left.slice(some.length);
  }
  return letters;
}

/** Share letters out among files, none too long. */
export function shared(letters: readonly Letter[], most = MOST_LONG): Letter[][] {
  const files: Letter[][] = [];
  let size = 0;
  for (const one of letters) {
    const last = files.at(-1);
    const fits = last !== undefined && size + one.body.length <= most && last.length < MOST_LETTERS;
    size = one.body.length + (fits ? size : 0);
    if (fits) last.push(one);
    else files.push([one]);
  }
  return files;
}

/** Read a file that somebody handed over; one that is too large is none of ours, and is not read. */
export async function opened(file: Pick<Blob, "size" | "arrayBuffer">): Promise<Bytes> {
  if (file.size > MOST_FILE) throw new Refused("parcel.too_large");
  return new Uint8Array(await file.arrayBuffer());
}

/** Bring a file to the server; return how many acts it held, and nothing of them. */
export async function bring(file: Bytes, token: string): Promise<Taken> {
  const headers = { "Content-Type": "application/octet-stream", "X-Session-Token": token, "Accept-Language": language() };
  return timed(PATIENCE, async (signal) => {
    const response = await fetch(PATH, { method: "POST", body: file, headers, credentials: "omit", signal });
    const said: unknown = await response.json().catch(() => null);
    if (response.status >= 400) throw refusalOf(response.status, said);
    return said as Taken;
  });
}
