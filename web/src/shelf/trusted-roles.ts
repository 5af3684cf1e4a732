/**
 * Whom this device believes to have a role: two people signed it, and the log says so. Whoever
 * signed must herself have had a role that lets her, up to the two who founded the house and
 * signed for each other (docs/formats/ledger.md, "Roles"). Pure but for the hashes.
 */

import type { Entry } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { type Seen, requireLogged } from "../formats/log.ts";
import { type Signed, type Statement, hasSigned } from "../formats/seconded.ts";

/** A founding that stands later in the log is none. */
export const FOUNDING = 1024;
const GIVERS = ["administrator"];
/** Whoever keeps a key may be the second person in her own agency. */
const KEEPERS = ["supervisor", "dpo"];

export type ToldRole = Statement & { readonly first: Signed | null; readonly second: Signed | null; readonly ended: boolean; readonly proof: unknown };
type Proved = ToldRole & { readonly place: number };
type Keys = ReadonlyMap<string, Entry>;

type Given = Pick<Statement, "agency" | "role">;
export type Trusted = {
  /** Worker → the roles that she has now. */
  readonly workers: ReadonlyMap<string, readonly string[]>;
  readonly founders: readonly string[];
  /** What somebody was given before a place in the log. */
  readonly before: (who: string, place: number) => readonly Given[];
  readonly maySecond: (hers: readonly Given[], agency: string) => boolean;
};

/** Return who has a role that is proved; `pinned` are the founders that were seen before. */
export async function trustedRoles(told: readonly ToldRole[], entries: readonly Entry[], tree: Seen, pinned: readonly string[]): Promise<Trusted> {
  const keys = new Map<string, Entry>();
  for (const entry of entries) if (entry.owner === "worker") keys.set(await fingerprint(entry), entry);
  const proved = (await Promise.all(told.map((role) => provedRole(role, tree)))).flatMap((role) => role ?? []);
  const founders = pinned.length > 0 ? pinned : pairOf(proved.filter(isEarly), keys);
  const believed = proved.filter((role) => isEarly(role) && founders.includes(role.worker));
  const later = proved.filter(({ step }) => step === "given").sort((a, b) => a.place - b.place);
  for (const role of later) if (counts(role, believed, keys)) believed.push(role);
  const before = (who: string, place: number) => believed.filter((role) => role.worker === who && role.place < place);
  return { workers: now(believed), founders, before, maySecond };
}

function now(believed: readonly Proved[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { worker, role, ended } of believed) if (!ended) found.set(worker, [...(found.get(worker) ?? []), role]);
  return found;
}

/** Tell whether roles let somebody be the second person for an agency: she gives roles, or keeps a key there. */
function maySecond(hers: readonly Given[], agency: string): boolean {
  const home = hers.some((role) => role.agency === agency);
  return hers.some(({ role }) => GIVERS.includes(role) || (home && KEEPERS.includes(role)));
}

async function provedRole(role: ToldRole, tree: Seen): Promise<Proved | null> {
  const { grant, worker, agency, role: name, step, proof } = role;
  const fact = { type: "role", kind: "role", open: { grant, worker, agency, role: name, step } };
  return requireLogged(fact, proof, tree).then(() => ({ ...role, place: (proof as { n: number }).n }), () => null);
}

function isEarly({ step, place }: Proved): boolean {
  return step === "founded" && place < FOUNDING;
}

/** The one pair that signed for each other; two pairs are none. */
function pairOf(roles: readonly Proved[], keys: Keys): string[] {
  const by = new Map(roles.flatMap((role) => (isSigned(role, role.second, keys) ? [[role.worker, role.second?.by ?? ""] as const] : [])));
  const mutual = [...by].filter(([worker, other]) => by.get(other) === worker).map(([worker]) => worker);
  return mutual.length === 2 ? mutual : [];
}

function isSigned(role: Statement, one: Signed | null, keys: Keys): boolean {
  const key = one && typeof one.key === "string" ? keys.get(one.key) : undefined;
  return one !== null && key !== undefined && key.id === one.by && hasSigned(role, one, key.sign);
}

/** Tell whether two people signed a role who might, by roles believed before. */
function counts(role: Proved, believed: readonly Proved[], keys: Keys): boolean {
  const { first, second } = role;
  if (!first || !second || first.by === second.by) return false;
  if (!isSigned(role, first, keys) || !isSigned(role, second, keys)) return false;
  const of = (who: string) => believed.filter(({ worker }) => worker === who);
  return of(first.by).some((hers) => GIVERS.includes(hers.role)) && maySecond(of(second.by), role.agency);
}
