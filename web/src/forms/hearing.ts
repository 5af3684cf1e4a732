/** Recordings of questions: which there are, kept for when there is no network, checked, played one at a time. */

import { type Bytes, b64, sha256 } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { isOpen } from "../session/session.ts";

/** Language → its name, and the digest of each recording by form and question. */
export type Heard = { readonly [language: string]: { readonly name: string; readonly forms: { readonly [form: string]: { readonly [question: string]: string } } } };

/** What the server lists with its screens; nothing when nobody has spoken yet. */
export function listed(): Heard {
  const template = document.getElementById("recordings");
  const text = template instanceof HTMLTemplateElement ? template.content.textContent : "";
  return text ? (JSON.parse(text) as Heard) : {};
}

/** Return the recordings of one question, by the name of their language. Pure. */
export function voicesOf(heard: Heard, form: string, question: string): { readonly language: string; readonly name: string; readonly digest: string }[] {
  return Object.entries(heard).flatMap(([language, { name, forms }]) => {
    const digest = forms[form]?.[question];
    return digest ? [{ language, name, digest }] : [];
  });
}

/** The name says nothing, and neither do the addresses in it. */
const KEPT = "voix";

/** Return a recording: from this device, else from the network; never another than the one that is listed. */
export async function recording(digest: string): Promise<Bytes> {
  const address = `/app/voix/${digest}`;
  const shelf = await caches.open(KEPT).catch(() => null);
  const known = await shelf?.match(address);
  const came = known ?? (await fetch(address, { credentials: "omit", redirect: "error" }).catch(() => null));
  if (!came?.ok) throw new Refused("network.down");
  const body = new Uint8Array(await came.arrayBuffer());
  if (b64(await sha256(body)) !== digest) throw new Refused("release.broken");
  if (!known) await shelf?.put(address, new Response(body)).catch(() => undefined);
  return body;
}

type Network = { readonly saveData?: boolean; readonly effectiveType?: string };

/** Keep every recording on this device, quietly; not where bytes are dear. */
export async function keepAll(heard: Heard, network?: Network): Promise<void> {
  if (network?.saveData || network?.effectiveType?.endsWith("2g")) return;
  const all = Object.values(heard).flatMap(({ forms }) => Object.values(forms)).flatMap((questions) => Object.values(questions));
  for (const digest of new Set(all)) await recording(digest).catch(() => undefined);
}

let quiet: (() => void) | null = null;
/** Which tap is the last one: an older one that comes late is not heard. */
let turn = 0;

/** Stop whatever is heard, or about to be: a voice must not go on when the notebook closes or another page comes. */
export function hush(): void {
  turn += 1;
  quiet?.();
  quiet = null;
}

/** Play a recording to its end; `done` is called then, or when it is stopped. Tell whether it is heard. */
export async function play(digest: string, done: () => void): Promise<boolean> {
  hush();
  const mine = turn;
  const isWanted = (): boolean => mine === turn && isOpen();
  const body = await recording(digest);
  if (!isWanted()) return false;
  const sound = new AudioContext();
  const close = (): void => void sound.close().catch(() => undefined);
  const buffer = await sound.decodeAudioData(body.buffer).catch((error: unknown) => {
    close();
    throw error;
  });
  if (isWanted()) start(sound, buffer, () => (close(), done()));
  else close();
  return isWanted();
}

function start(sound: AudioContext, buffer: AudioBuffer, end: () => void): void {
  const source = sound.createBufferSource();
  source.buffer = buffer;
  source.connect(sound.destination);
  quiet = () => {
    source.onended = null;
    source.stop();
    end();
  };
  source.onended = () => {
    quiet = null;
    end();
  };
  source.start();
}
