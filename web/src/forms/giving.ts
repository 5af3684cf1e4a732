/**
 * Who may say yes for whom: the same rule as demeso/consent/rules/children.py, over the
 * same cases (tests/vectors/consenting.json). The server decides; here it is said at once.
 */

import { Refused } from "../formats/refusal.ts";
import type { Given } from "./check.ts";

const SURVIVOR = "survivor";
/** No relative, no husband and nobody who assists is ever in the row of an adult. */
const GIVERS: { readonly [age: string]: readonly string[] } = {
  adult: [SURVIVOR], "15_17": [SURVIVOR],
  "12_14": [SURVIVOR, "caregiver", "trusted_adult"],
  "6_11": ["caregiver", "trusted_adult", "worker"], "0_5": ["caregiver", "trusted_adult", "worker"],
};
const ASKED_TOO = ["6_11", "12_14"];

/** Tell whether the one who said yes may say it; unknown age counts as adult. */
export function mayConsent(answers: Given): boolean {
  const said = String(answers["age_group"] ?? "");
  const age = Object.hasOwn(GIVERS, said) ? said : "adult";
  const giver = String(answers["given_by"] || SURVIVOR);
  if (!GIVERS[age]?.includes(giver)) return false;
  if (giver === SURVIVOR) return true;
  const safe = giver === "worker" || answers["giver_safe"] === "yes";
  return safe && (!ASKED_TOO.includes(age) || answers["assent"] === "yes");
}

/** Refuse a yes that is not the giver's to say, before anything is kept. */
export function requireGiver(answers: Given): void {
  if (answers["services"] === "yes" && !mayConsent(answers)) throw new Refused("consent.wrong_giver", "given_by");
}
