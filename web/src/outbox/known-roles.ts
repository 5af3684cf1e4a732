/** Roles in a log that is kept in memory, given by the two who founded its house; for tests only. */

import { type Entry, type KeyPair, newWorkerKeys } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { newId } from "../formats/ids.ts";
import { type KeyStatement, type Signed, type Statement, type Step, sign } from "../formats/seconded.ts";
import type { KnownLog } from "./known-log.ts";

export type KnownRole = Statement & { first: Signed | null; second: Signed | null; ended: boolean; readonly n: number };

/** Say whose signature it is. */
export async function signedBy({ entry, signSeed }: KeyPair, said: Statement | KeyStatement): Promise<Signed> {
  return { by: entry.id, key: await fingerprint(entry), sig: sign(signSeed, said) };
}

/** Write a role into the log, with these signatures. */
export async function write(log: KnownLog, said: Statement, first: KeyPair | null, second: KeyPair | null): Promise<KnownRole> {
  const { grant, worker, agency, role, step } = said;
  const n = log.leaves.length;
  await log.grow({ type: "role", kind: "role", open: { grant, worker, agency, role, step } });
  const both = { first: first && (await signedBy(first, said)), second: second && (await signedBy(second, said)) };
  const made: KnownRole = { ...said, ...both, ended: false, n };
  log.roles.push(made);
  return made;
}

export const roleOf = (worker: string, role: string, step: Step, agency = newId()): Statement => ({ grant: newId(), worker, agency, role, step });

/** Make two founders who sign for each other. */
export async function found(log: KnownLog): Promise<[KeyPair, KeyPair]> {
  const [one, other] = [await newWorkerKeys(newId()), await newWorkerKeys(newId())];
  await log.publish(one.entry, other.entry);
  await write(log, roleOf(one.entry.id, "administrator", "founded"), null, other);
  await write(log, roleOf(other.entry.id, "administrator", "founded"), null, one);
  return [one, other];
}

/** Give workers a role that two founders have signed. */
export async function give(log: KnownLog, ...entries: readonly Entry[]): Promise<[KeyPair, KeyPair]> {
  log.house ??= await found(log);
  for (const { id } of entries) await write(log, roleOf(id, "focal_point", "given"), ...log.house);
  return log.house;
}
