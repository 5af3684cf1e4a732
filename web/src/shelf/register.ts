/** Who works here and who answers for an organisation: names and public keys. */

import type { Json } from "../formats/canon.ts";
import type { Entry } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { type Seen, type ToldKey, type ToldLog, provedKeys } from "../formats/log.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Hand } from "../outbox/write.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { lastTree, take } from "./log.ts";
import type { PublishedKey } from "./published.ts";
import type { ToldSeconding } from "./trusted-keys.ts";
import type { ToldRole } from "./trusted-roles.ts";

const PLACE = "register";
const FOUNDERS = "founders";
const AT_ONCE = 50;

type Named = { readonly id: string; readonly called: string; readonly agency: string };
export type Listed = Named & {
  readonly joined: boolean;
  readonly left?: boolean;
  readonly roles: readonly { readonly grant: string; readonly role: string }[];
};
/** A key as it is kept: which roles two people gave its owner, or who holds it since two signed it, as the log proves. */
type Kept = Pick<PublishedKey, "entry" | "place" | "roles" | "holders" | "over"> & { readonly record: string };
type ToldKeys = {
  readonly keys: readonly ToldKey[]; readonly roles?: readonly ToldRole[];
  readonly secondings?: readonly ToldSeconding[]; readonly log: ToldLog;
};
export type Register = {
  readonly people: readonly Listed[];
  readonly named: readonly Named[];
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  /** Keys that are proved to stand in the log, each with the place of its leaf. */
  readonly keys: readonly Kept[];
};

/** Return the register as it was last fetched. */
export async function keptRegister(hand: Hand): Promise<Register | null> {
  const kept = (await draftOf(hand, PLACE)) as unknown as Partial<Register>;
  return kept.people ? (kept as Register) : null;
}

/**
 * Fetch the register, and keep it sealed for when there is no network. `near` asks for nobody's
 * keys: the first form needs none, and they come with what proves them a moment later.
 */
export async function fetchRegister(mine: Session, signers: readonly string[], near = false): Promise<Register> {
  const asking = call<Omit<Register, "keys">>("/app/v1/people", { token: mine.token });
  const owners = async () => asking.then((said) => [...said.people, ...said.named, ...said.agencies].map(({ id }) => `owner=${id}`));
  const asked = near ? [] : [...new Set(await owners())];
  const [said, keys] = await Promise.all([asking, fetchKeys(mine, asked.concat(signers.map((print) => `fp=${print}`)))]);
  const { people, named, agencies } = said;
  const register: Register = { people, named, agencies, keys };
  await keepDraft(mine, PLACE, register as unknown as { [name: string]: Json });
  return register;
}

/** Fetch keys with their proofs; one without is left out, a log that was changed refuses all. */
async function fetchKeys(mine: Session, asked: readonly string[]): Promise<Register["keys"]> {
  const found: Kept[] = [];
  let tree = await lastTree(mine);
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const query = asked.slice(at, at + AT_ONCE).concat(`since=${tree.size}`).join("&");
    const told = await call<ToldKeys>(`/app/v1/keys?${query}`, { token: mine.token });
    tree = await take(mine, tree, told.log);
    const proved = await provedKeys(told.keys, tree);
    const seconded = await secondedAt(mine, told, proved, tree);
    for (const { entry, record, revoked_at: revoked, proof } of proved) {
      const place = (proof as { n: number }).n;
      if (revoked === null) found.push({ record, entry, place, ...(await seconded(entry)) });
      else if (entry.owner !== "worker") found.push({ record, entry, place, over: true });
    }
  }
  return found;
}

type Seconded = (entry: Entry) => Promise<Pick<Kept, "roles" | "holders">>;

/** Say of each key what two people signed; the founders are remembered from the first time on. */
async function secondedAt(mine: Session, { roles = [], secondings = [] }: ToldKeys, keys: readonly ToldKey[], tree: Seen): Promise<Seconded> {
  if (roles.length === 0) return async () => ({});
  const { pair = [] } = (await draftOf(mine, FOUNDERS)) as { pair?: readonly string[] };
  const [{ trustedRoles }, { trustedKeys }] = await Promise.all([import("./trusted-roles.ts"), import("./trusted-keys.ts")]);
  const entries = keys.map(({ entry }) => entry);
  const trusted = await trustedRoles(roles, entries, tree, pair);
  if (pair.length === 0 && trusted.founders.length > 0) await keepDraft(mine, FOUNDERS, { pair: [...trusted.founders] });
  const held = await trustedKeys(secondings, entries, tree, trusted);
  return async (entry) => {
    if (entry.owner === "worker") return { roles: trusted.workers.get(entry.id) ?? [] };
    const holders = held.get(await fingerprint(entry));
    return holders ? { holders: [...holders] } : {};
  };
}
