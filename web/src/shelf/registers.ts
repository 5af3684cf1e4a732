/** What stands in every field group of every record, act by act, in the ledger's order. */

import { type JsonObject, isObject } from "../formats/canon.ts";
import merges from "../generated/merges.json" with { type: "json" };
import type { Known } from "./known.ts";
import { type Asked, type Live, type LiveValue, type Merge, PENDING, inForce, merged } from "./merging.ts";

type Question = Asked & { readonly group: string; readonly merge?: Merge };
/** Form → the questions whose answers do not simply replace one another. */
const MERGES = merges as unknown as { readonly [id: string]: readonly Question[] };
const SEALED = "sealed:";

/** Record → field group → the values that nobody has knowingly replaced. */
export type Registers = Map<string, Map<string, Live>>;

/** Write the answers of one act down. */
export function enter(registers: Registers, known: Known): void {
  const { act } = known;
  const here = registers.get(act.record) ?? new Map<string, Live>();
  registers.set(act.record, here);
  for (const [group, answers] of said(known)) {
    const merge = group.startsWith(SEALED) ? "sealed" : (asked(act.form, group)[0]?.merge ?? "plain");
    const { id, device, actor, hlc, time, form } = act;
    const value: LiveValue = { act: id, device, actor, hlc, time, form, merge, version: known.version ?? PENDING, answers };
    here.set(group, merged(here.get(group) ?? [], value, act.base));
  }
}

/** What this reader may not see is a text there, not answers. */
function said({ act }: Known): [string, JsonObject][] {
  const coded = Object.entries(act.groups).filter(([, answers]) => isObject(answers));
  const bodies = act.sealed.filter((part) => isObject(part) && part["type"] === "body");
  return [...coded, ...bodies.map((part): [string, JsonObject] => [`${SEALED}${String(part["compartment"])}`, { act: act.id }])];
}

function asked(form: string, group: string): readonly Question[] {
  return MERGES[form]?.filter((question) => question.group === group) ?? [];
}

/** Return the values of one group that stand side by side. */
export function liveOf(registers: Registers, record: string, group: string): Live {
  return registers.get(record)?.get(group) ?? [];
}

/** Return the values of one sealed compartment. */
export function sealedOf(registers: Registers, record: string, compartment: string): Live {
  return liveOf(registers, record, `${SEALED}${compartment}`);
}

/** Return the name of the compartment that a group is; empty when it is coded. */
export function compartmentOf(group: string): string {
  return group.startsWith(SEALED) ? group.slice(SEALED.length) : "";
}

/** Return the coded answers in force to one group. */
export function force(registers: Registers, record: string, group: string): JsonObject {
  const live = liveOf(registers, record, group);
  return inForce(live, asked(live.at(-1)?.form ?? "", group));
}

/** Return all coded answers in force of one record. */
export function forceAll(registers: Registers, record: string): JsonObject {
  const groups = [...(registers.get(record)?.keys() ?? [])].filter((group) => !group.startsWith(SEALED));
  return Object.assign({}, ...groups.map((group) => force(registers, record, group)));
}
