/** Keys of agencies in a log that is kept in memory, signed by two people; for tests only. */

import { type KeyPair, newAgencyKeys, newWorkerKeys } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import { type KeyStatement, type Signed, keyWords } from "../formats/seconded.ts";
import type { KnownLog } from "./known-log.ts";
import { give, roleOf, signedBy, write } from "./known-roles.ts";

export type KnownSeconding = KeyStatement & { first: Signed | null; second: Signed | null; readonly n: number };
type Half = "vault" | "oversight";
const KEEPER = { vault: "supervisor", oversight: "dpo" } as const;

/** Return what two people sign of a key. */
export function statementOf({ entry, fingerprint: fp }: KeyPair, holders: readonly string[], step: KeyStatement["step"] = "published"): KeyStatement {
  return { record: newId(), fp, owner: entry.owner, agency: entry.id, epoch: entry.epoch, holders: [...holders].sort(), step };
}

/** Write a statement into the log, with these signatures. */
export async function state(log: KnownLog, said: KeyStatement, first: Signed | null, second: Signed | null): Promise<void> {
  const n = log.leaves.length;
  await log.grow({ type: "seconded", kind: "seconded", open: { ...keyWords(said), holders: [...said.holders], first, second } });
  log.secondings.push({ ...said, first, second, n });
}

/** Make somebody who keeps a key of an agency: two founders gave her the role. */
export async function keeper(log: KnownLog, agency: string, owner: Half): Promise<KeyPair> {
  const her = await newWorkerKeys(newId());
  await log.publish(her.entry);
  await write(log, roleOf(her.entry.id, KEEPER[owner], "given", agency), ...(await give(log)));
  return her;
}

/** Publish a key of an agency: its keeper signs first, a founder second. */
export async function stand(log: KnownLog, agency: string, owner: Half, epoch = 1): Promise<[KeyPair, KeyPair]> {
  const [pair, her] = [await newAgencyKeys({ owner, id: agency, epoch }), await keeper(log, agency, owner)];
  await log.publish(pair.entry);
  const said = statementOf(pair, [her.entry.id]);
  const [founder] = await give(log);
  await state(log, said, await signedBy(her, said), await signedBy(founder, said));
  return [pair, her];
}
