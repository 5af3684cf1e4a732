/** Hand on, in one go: her need, the hours, her yes to exactly this, and the sealed sheet. */

import { sealBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { urgentUntil } from "../forms/derive.ts";
import type { Package } from "../forms/package.ts";
import { type NewAct, save, state } from "../notebook.ts";
import { myKeys, session } from "../session/session.ts";
import { lineId } from "../shelf/line.ts";
import { holders, isAloud } from "../shelf/recipient.ts";
import { type Case, type Organisation, keyOf, namedLines } from "../shelf/state.ts";
import { asSealed } from "./conditions.ts";
import { seal } from "./seal.ts";
import { keepHeard } from "./seal-again.ts";

/** What was asked on the way: for which need, where, when. */
export type Asked = {
  readonly need: string;
  readonly cercle: string;
  readonly band: string;
  /** The moment, if hours were told. */
  readonly since: string;
  readonly told_at: string;
  /** What she said of a pregnancy, in the answer's code; and whether that is new. */
  readonly pregnant: string;
  readonly said_more: boolean;
};
export type Handover = {
  readonly referral: string;
  readonly to: Organisation;
  readonly asked: Asked;
  /** Her yes, category by category. */
  readonly allowed: readonly string[];
  readonly until: string;
  /** In her own words; empty when she set none. */
  readonly conditions: string;
  readonly content: Package;
  readonly urgent: boolean;
};

/** Keep and send it all, or none of it. */
export async function handOn(here: Case, handover: Handover): Promise<void> {
  if (Object.keys(handover.content).length === 0) throw new Refused("referral.nothing");
  const release = newId();
  await keepHeard(session(), handover.referral, handover.content);
  await save([
    ...needed(here, handover.asked.need),
    ...(await pressing(here, handover.asked)),
    await allowing(here, handover, release),
    await referring(here, handover, release),
  ]);
}

/** Her need is noted first; what she named before keeps its order. */
export function needed(here: Case, need: string): NewAct[] {
  const named = namedLines(here).map((line) => line.need);
  if (named.includes(need)) return [];
  return [{ kind: "needs.recorded", record: here.id, groups: { priorities: { needs: [...named, need] } } }];
}

/** When it was is kept once, and again only when she says more; hours and a pregnancy leave sealed. */
export async function pressing(here: Case, { band, cercle, since, told_at, pregnant, said_more }: Asked): Promise<NewAct[]> {
  if (band === "" && since === "") return [];
  if (!said_more && state().urgencies.has(here.id)) return [];
  const until = pressesUntil({ band, since, told_at });
  const clock = { ...(band ? { band } : {}), ...(until ? { urgent_until: until } : {}), ...(since ? { hours_said: "yes" } : {}) };
  const groups = { link: { case: here.id }, clock, ...(cercle ? { where: { cercle } } : {}) };
  const hidden = { said_at: told_at, ...(since ? { since } : {}), ...(pregnant ? { pregnant } : {}) };
  const sealed = await seal(here.id, { sensitive: hidden }).catch((error: unknown) => {
    if (since || pregnant) throw error;
    return []; // a band alone waits for no key
  });
  return [{ kind: "urgency.recorded", record: newId(), groups, sealed }];
}

/** Until when it cannot wait; empty when nothing presses. */
export function pressesUntil({ since, band, told_at }: Pick<Asked, "since" | "band" | "told_at">): string {
  const until = urgentUntil(since, band, told_at);
  return until === "unknown" ? "" : until;
}

async function allowing(here: Case, { to, allowed, until, conditions }: Handover, record: string): Promise<NewAct> {
  const release = { survivor: here.survivor, recipient: to.id, categories: [...allowed], ...(until ? { until_day: until } : {}) };
  return { kind: "release.given", record, groups: { release }, sealed: await seal(here.id, asSealed(conditions)) };
}

async function referring(here: Case, { referral, to, asked, content, urgent }: Handover, release: string): Promise<NewAct> {
  const categories = Object.keys(content);
  const handover = {
    recipient: to.id, service: asked.need, categories,
    ...(categories.includes("need") ? { urgent: urgent ? "yes" : "no" } : {}),
  };
  const heard = to.agency ? [to.focalPoint, to.deputy].filter((one) => one !== "") : [];
  const readers = readersOf(to);
  const given = heard.filter((one) => readers.includes(one));
  const named = { ...(heard.length > 0 ? { heard } : {}), ...(given.length > 0 ? { sealed_to: given } : {}) };
  const line = { survivor: here.survivor, case: here.id, line: lineId(here.id, asked.need), release, ...named };
  const sealed = await sealedFor(referral, content, release, readers);
  return { kind: "referral.sent", record: referral, groups: { handover, line }, sealed };
}

async function sealedFor(object: string, content: JsonObject, consent: string, to: readonly string[]): Promise<JsonObject[]> {
  const [key, mine] = [newKey(), await myKeys()];
  const body = await sealBody(content, { object, compartment: "package", version: 1 }, key);
  const sealed: JsonObject[] = [body];
  for (const reader of to) {
    const entry = reader === session().worker ? mine.entry : keyOf(state(), "worker", reader)?.entry;
    if (!entry) continue;
    sealed.push(await makeGrant({ package: key }, { object, rights: "read", consent }, entry, mine));
  }
  return sealed;
}

/** The named people can read it, and the sender; the sender alone when it is said aloud. */
function readersOf(to: Organisation): string[] {
  const named = isAloud(state(), to) ? [] : holders(state(), to);
  return [...new Set([...named, session().worker])];
}
