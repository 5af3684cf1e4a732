/** An agency key is born in the browser of who will hold it; a second person signs that it is the agency's. */

import type { Groups } from "../formats/act.ts";
import type { JsonObject } from "../formats/canon.ts";
import { type Entry, type KeyPair, newAgencyKeys } from "../formats/entry.ts";
import { holdGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { type KeyStatement, sign } from "../formats/seconded.ts";
import { type NewAct, state } from "../notebook.ts";
import { myKeys, session } from "../session/session.ts";
import { lastEpoch } from "../shelf/published.ts";
import { keyOf } from "../shelf/state.ts";
import { signHere } from "./sign-now.ts";

/** The role that keeps each key. */
export const HOLDER = { vault: "supervisor", oversight: "dpo", intake: "supervisor" } as const;
type Owner = keyof typeof HOLDER;

/** Make the key, publish its public side, hand its private side to the holders. */
export async function bear(owner: Owner): Promise<void> {
  const { agency } = session().me;
  await signHere(await born(owner, holders(owner, agency)));
}

/** Return the act that publishes the next key of my agency, handed to me and to others. */
export async function born(owner: Owner, others: readonly string[]): Promise<NewAct> {
  const [mine, record] = [await myKeys(), newId()];
  const pair = await newAgencyKeys({ owner, id: session().me.agency, epoch: nextEpoch(owner) });
  const entries = others.flatMap((id) => keyOf(state(), "worker", id)?.entry ?? []);
  const to = [mine.entry, ...entries];
  const sealed: JsonObject[] = [];
  for (const one of to) sealed.push(await holdGrant(pair, record, one, mine));
  pair.kemSeed.fill(0);
  return publishing(pair, record, to, sealed);
}

/** Return the act that publishes a key, with my signature as the first of two. */
export function publishing(pair: KeyPair, record: string, to: readonly Entry[], sealed: readonly JsonObject[]): NewAct {
  const said = stated(pair, record, to.map(({ id }) => id), "published");
  const groups: Groups = { key: { ...pair.entry }, signed: { signature: sign(session().signSeed, said) } };
  return { kind: "key.published", record, groups, sealed };
}

/** Return what two people sign of a key. */
export function stated({ entry, fingerprint: fp }: KeyPair, record: string, holders: readonly string[], step: KeyStatement["step"]): KeyStatement {
  return { record, fp, owner: entry.owner, agency: entry.id, epoch: entry.epoch, holders: [...holders].sort(), step };
}

/** Return the epoch after the last that was published, one that waits or was refused included. */
export function nextEpoch(owner: Owner | "recovery"): number {
  return lastEpoch(state(), owner, session().me.agency) + 1;
}

/** Whom two people gave the role that keeps this key. */
function holders(owner: Owner, agency: string): string[] {
  const here = [...state().workers.values()].filter((worker) => worker.agency === agency && !worker.left && worker.id !== session().worker);
  return here.filter(({ id }) => keyOf(state(), "worker", id)?.roles?.includes(HOLDER[owner])).map(({ id }) => id);
}
