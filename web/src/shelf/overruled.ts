/**
 * Whose answer was not kept when people chose: its author is told on her device, by name of
 * who chose, with both answers, and may ask the question anew. Pure.
 */

import { type Dispute, isChosen, placesOf } from "./disputes.ts";
import { type Known, inOrder } from "./known.ts";
import { type Live, type LiveValue, isDisputed } from "./merging.ts";
import { type Registers, enter, liveOf } from "./registers.ts";
import type { Case, State } from "./state.ts";

export type Overruled = {
  readonly dispute: Dispute;
  /** What stands now, by whoever chose. */
  readonly kept: LiveValue;
  /** The reader's own answers that were not kept, the newest last. */
  readonly lost: readonly LiveValue[];
};
/** Who reads, and on which device: what she settled here she knows. */
export type Reader = { readonly worker: string; readonly device: string };

/** Return the answers of a reader that another choice replaced, and that still stands. */
export function overruledOf(state: State, here: Case, acts: readonly Known[], me: Reader): Overruled[] {
  const kinds = new Map(placesOf(here));
  const known = inOrder(acts.filter(({ act, state: so }) => kinds.has(act.record) && so !== "quarantined"));
  const registers: Registers = new Map();
  const settled = new Map<string, Overruled>();
  for (const one of known) {
    const before = new Map(registers.get(one.act.record));
    enter(registers, one);
    for (const [group, live] of registers.get(one.act.record) ?? []) {
      const found = chosen(before.get(group) ?? [], live);
      if (!found || !isChosen(group)) continue;
      const { record } = one.act;
      const kind = kinds.get(record)?.(group) ?? "safety.recorded";
      settled.set(`${record} ${group}`, { dispute: { record, group, kind, values: [found.kept, ...found.lost] }, ...found });
    }
  }
  return [...settled.values()].filter((one) => stands(state, one)).flatMap((one) => told(one, me));
}

/** Sort acts out by the record that they are about: done once, each case finds its own. */
export function byRecord(acts: readonly Known[]): Map<string, Known[]> {
  const found = new Map<string, Known[]>();
  for (const one of acts) {
    const beside = found.get(one.act.record);
    if (beside) beside.push(one);
    else found.set(one.act.record, [one]);
  }
  return found;
}

/** One answer replaced several that stood side by side. */
function chosen(before: Live, after: Live): Pick<Overruled, "kept" | "lost"> | null {
  const [kept] = after;
  if (!kept || after.length > 1 || before.includes(kept) || !isDisputed(before)) return null;
  return { kept, lost: before.filter((old) => !isEqual(old, kept)) };
}

/** Sealed answers are compared by whoever opens them. */
function isEqual(old: LiveValue, kept: LiveValue): boolean {
  return kept.merge !== "sealed" && !isDisputed([old, kept]);
}

/** What was answered anew since then is another question. */
function stands({ registers }: State, { dispute: { record, group }, kept }: Overruled): boolean {
  const live = liveOf(registers, record, group);
  return live.length === 1 && live[0]?.act === kept.act;
}

function told(one: Overruled, { worker, device }: Reader): Overruled[] {
  const isMine = one.kept.actor === worker && one.kept.device === device;
  const lost = one.lost.filter(({ actor }) => actor === worker);
  return isMine || lost.length === 0 ? [] : [{ ...one, lost }];
}

/** Return the base by which an answer stands beside the one that was kept, instead of replacing it. */
export function beforeKept({ kept }: Overruled): number {
  return kept.version - 1;
}
