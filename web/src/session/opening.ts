/** From a passphrase to an open notebook. */

import { type Bytes, b64, unb64 } from "../formats/canon.ts";
import { type Bundle, type Opened, openBundle } from "../formats/bundle.ts";
import { Refused } from "../formats/refusal.ts";
import { lay } from "../notebook.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { close, open } from "../outbox/box.ts";
import type { Look } from "../storage/front.ts";
import { type Person, notebook, remember } from "../outbox/store.ts";
import { call } from "./call.ts";
import { type Me, type Session, begin, dropResting, takeNap } from "./session.ts";

/** What GET /app/v1/me says. */
export type Who = {
  readonly worker: { readonly id: string; readonly called: string; readonly username: string };
  readonly agency: { readonly id: string; readonly name: string; readonly region: string };
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly bundle: Bundle;
  readonly epoch: number;
  readonly active: boolean;
  readonly front: Look | null;
  readonly late: { readonly [survivor: string]: number };
  readonly drills: readonly { readonly agency: string; readonly house: string }[];
  readonly devices: readonly { readonly id: string; readonly revoked_at: string | null }[];
};

/** Open a bundle; a wrong passphrase says so plainly. */
export async function unwrap(bundle: Bundle, worker: string, wrap: Bytes): Promise<Opened> {
  try {
    return await openBundle(bundle, worker, wrap);
  } catch (error) {
    throw error instanceof Refused && error.code === "sealed.unreadable" ? new Refused("unlock.wrong") : error;
  }
}

/** Return what the server says about me. */
export function who(token: string): Promise<Who> {
  return call<Who>("/app/v1/me", { token });
}

/** Ask who I am; a server out of reach may stay silent, one that refuses the token is believed. */
export async function whoIfReached(token: string): Promise<Who | undefined> {
  try {
    return await who(token);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "session.missing") return undefined;
    dropResting();
    throw error;
  }
}

/** Open the notebook of a person known on this device. */
export async function enterNotebook(person: Person, opened: Opened, token: string, known?: Who): Promise<void> {
  const book = await notebook(person.worker);
  const seed = await open<string>(person.seed, `device:${person.device}`, opened.userKey);
  const hand = { worker: person.worker, device: person.device, book, userKey: opened.userKey, deviceSeed: unb64(seed, 32) };
  const me = known ? meOf(known) : ((await draftOf(hand, "me")) as unknown as Me);
  if (known) await keepDraft(hand, "me", me);
  const { kemSeed, signSeed } = opened;
  const session: Session = { ...hand, username: person.username, kemSeed, signSeed, me, token, opened: new Map() };
  takeNap(null); // whoever comes in by the passphrase chooses anew
  begin(session);
  await lay();
  await remember(known ? { ...person, bundle: known.bundle } : person);
}

function meOf({ worker, agency, roles, permissions, epoch, active, front, late, drills }: Who): Me & { readonly [name: string]: unknown } {
  return { worker: worker.id, called: worker.called, agency: agency.id, region: agency.region, roles, permissions, epoch, active, front, late, drills };
}

/** Seal a device's seed to its owner, ready to be remembered. */
export async function devicePerson(
  base: Omit<Person, "seed">,
  seed: Bytes,
  userKey: Bytes,
): Promise<Person> {
  return { ...base, seed: await close(b64(seed), `device:${base.device}`, userKey) };
}
