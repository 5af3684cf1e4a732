/**
 * What follows from type, age at the time and circumstances: the same rule as
 * demeso/casework/rules/telling.py, over the same cases (tests/vectors/contexts.json).
 */

import type { Given } from "./check.ts";

const SEXUAL = ["rape", "sexual_assault"];
const CHILD = ["0_11", "12_17"];
const PARTNER = "intimate_partner_former_partner";
const OUTSIDE = ["non-gbv", "unknown", ""];
const UNSAID = ["", "unknown", "declined"];

/** Return the contexts of an incident; a plain yes counts, and nothing else does. */
export function contexts(answers: Given, type: string): string[] {
  if (OUTSIDE.includes(type)) return [];
  const one = (name: string) => String(answers[name] ?? "");
  const said = (name: string, none: string) => ![none, ...UNSAID].includes(one(name));
  const [sexual, child] = [SEXUAL.includes(type), CHILD.includes(one("age_band"))];
  const found: readonly (readonly [string, boolean])[] = [
    ["intimate_partner_violence", relationships(answers).includes(PARTNER)],
    ["child_sexual_abuse", sexual && child],
    ["early_marriage", type === "forced_marriage" && child],
    ["possible_sexual_exploitation", sexual && one("exchange") === "yes"],
    ["possible_sexual_slavery", sexual && said("abduction", "none")],
    ["harmful_traditional_practice", said("harmful_practice", "no")],
  ];
  return found.filter(([, holds]) => holds).map(([name]) => name);
}

function relationships(answers: Given): string[] {
  const others = answers["others_relationship"];
  return [String(answers["relationship"] ?? ""), ...(Array.isArray(others) ? others.map(String) : [])];
}
