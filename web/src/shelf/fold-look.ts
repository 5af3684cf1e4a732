/** What a supervisor reads again about a child's yes; nothing waits for it. As demeso/consent/rules/looking.py. */

import { type Why, isGiverSuspected, pathOf, whyLook } from "../forms/consenting.ts";
import type { Steps } from "./fold.ts";
import { type Known, answer, list, text } from "./known.ts";
import { force, forceAll } from "./registers.ts";
import { type State, caseOf } from "./state.ts";

export type Look = {
  readonly why: Why;
  /** It waits, it was answered, or she was told without a code, and has read it. */
  readonly standing: "waiting" | "approved" | "returned" | "told" | "read";
  readonly at: string;
  /** What should come first, when it came back. */
  readonly reason: string;
  /** The yes that it is about. */
  readonly path: string;
};

/** A yes was said: it asks for a look, or keeps the one that it has; a no ends it. */
export function asked(state: State, { act }: Known, isHelped: boolean): void {
  const before = state.looks.get(act.record);
  const said = force(state.registers, act.record, "services");
  const why = isHelped ? whyLook(said, before?.why) : "";
  const isSame = before !== undefined && before.why === why && before.path === pathOf(said);
  if (isSame && before.standing !== "returned") return;
  state.looks.delete(act.record);
  if (why) begin(state, act.record, why, act.time, pathOf(said));
}

/** Somebody was named as accused: whoever said yes for the child may be the one. */
export function doubted({ looks, registers }: State, survivor: string, { act }: Known): void {
  const told = forceAll(registers, act.record);
  const relationships = [text(told, "relationship"), ...list(told, "others_relationship")];
  const said = force(registers, survivor, "services");
  if (looks.has(survivor) || !isGiverSuspected(said, relationships)) return;
  looks.set(survivor, { why: "doubt", standing: "waiting", at: act.time, reason: "", path: pathOf(said) });
}

/** Help has ended, and its look with it. */
export function over({ looks }: State, survivor: string): void {
  looks.delete(survivor);
}

function begin({ looks }: State, survivor: string, why: Why, at: string, path: string): void {
  looks.set(survivor, { why, standing: why === "alone" ? "told" : "waiting", at, reason: "", path });
}

/** A supervisor answers from her own device: the server says whose yes it was. */
function settled(standing: "approved" | "returned" | "read") {
  return (state: State, { act, root }: Known): void => {
    const look = state.looks.get(root);
    if (!look || !caseOf(state, root)) return;
    state.roots.set(act.record, root);
    state.looks.set(root, { ...look, standing, at: act.time, reason: answer(act, "look_reason") });
  };
}

export const foldLook: Steps = {
  "consent.approved": settled("approved"),
  "consent.returned": settled("returned"),
  "notice.read": settled("read"),
};
