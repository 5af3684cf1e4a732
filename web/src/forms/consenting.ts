/**
 * What an answer on consent asks for: the same rules as demeso/consent/rules.py, over
 * the same cases (tests/vectors/consenting.json). The server decides; here it is shown.
 */

import type { Given } from "./check.ts";

const YOUNGER = ["12_14", "6_11", "0_5"];
const ADOLESCENTS = ["15_17", "12_14"];
const NOBODY = ["", "alone", "unknown", "declined"];

const one = (answers: Given, name: string) => String(answers[name] ?? "");
const giver = (answers: Given) => one(answers, "given_by") || "survivor";
const isYes = (answers: Given) => answers["services"] === "yes";

/** Tell whether a supervisor must still say that this is best for the child; nothing waits for it. */
export function needsApproval(answers: Given): boolean {
  return isYes(answers) && YOUNGER.includes(one(answers, "age_group")) && giver(answers) !== "caregiver";
}

/** Tell whether the supervisor hears, by code, of a child who decides alone. */
export function needsNotice(answers: Given): boolean {
  return isYes(answers) && ADOLESCENTS.includes(one(answers, "age_group")) && giver(answers) === "survivor";
}

/** What makes a supervisor look: a yes in a child's interest, a doubt about its giver, or a child who decides alone. */
export type Why = "best_interest" | "doubt" | "alone";

/** Return why a supervisor looks at a yes; a doubt lasts while its giver does. */
export function whyLook(answers: Given, before = ""): Why | "" {
  if (before === "doubt" && isYes(answers) && answers["given_by"] === "caregiver") return "doubt";
  if (needsApproval(answers)) return "best_interest";
  return needsNotice(answers) ? "alone" : "";
}

/** Tell whether the yes came from someone like those who are named as accused. */
export function isGiverSuspected(answers: Given, relationships: readonly string[]): boolean {
  return giver(answers) === "caregiver" && relationships.includes("primary_caregiver");
}

/** By these a yes is another one: who said it for whom, and what kept others out. */
const PATH = ["age_group", "given_by", "giver_safe", "no_caregiver", "assent"];

/** Return the path that a yes took, to compare it with another. */
export function pathOf(answers: Given): string {
  return PATH.map((name) => one(answers, name)).join(" ");
}

/** Tell whether the family may hear of it; for adolescents only if they say so. */
export function mayTellFamily(answers: Given): boolean {
  const age = one(answers, "age_group");
  if (ADOLESCENTS.includes(age)) return answers["family_told"] === "yes";
  return YOUNGER.includes(age) && answers["given_by"] === "caregiver";
}

/** Tell whether somebody came along and the two have not talked alone yet. */
export function asksPrivate(answers: Given): boolean {
  return !NOBODY.includes(one(answers, "accompanied_by")) && answers["heard_alone"] !== "yes";
}
