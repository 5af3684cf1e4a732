/**
 * To whom a sheet is sealed again, once their keys are there: the same rule as
 * demeso/referrals/rules/resealing.py, over the same cases (tests/vectors/resealing.json). Pure.
 */

import { type Known, answers } from "./known.ts";

export type Step = "wait" | "seal" | "ask";
/** How a referral's sheet stands. */
export type Sheet = {
  readonly status: string;
  /** Her yes still stands. */
  readonly allowed: boolean;
  /** The workers who were named to her. */
  readonly heard: readonly string[];
  /** The workers whom the organisation names now. */
  readonly named: readonly string[];
  /** Whose proved keys are at hand. */
  readonly keyed: readonly string[];
  /** Who can open it already. */
  readonly readers: readonly string[];
  /** A later referral of the same case for the same service went to the same organisation: she was asked again. */
  readonly later?: boolean;
};

const OPEN = ["sent", "accepted"];

/** Return what is to be done, and to whom the sheet may be sealed now. */
export function stepOf({ status, allowed, heard, named, keyed, readers, later = false }: Sheet): { readonly step: Step; readonly to: readonly string[] } {
  // Who can open it and no longer answers there is no reader: she may have left.
  const lacking = heard.filter((one) => !readers.includes(one) || !named.includes(one));
  if (!OPEN.includes(status) || !allowed || lacking.length === 0) return { step: "wait", to: [] };
  const still = lacking.filter((one) => named.includes(one));
  if (still.length === 0 && lacking.length === heard.length) return { step: later ? "wait" : "ask", to: [] };
  const to = still.filter((one) => keyed.includes(one));
  return { step: to.length > 0 ? "seal" : "wait", to };
}

/** Return who was given the key of a sheet, as its acts say it: no device receives a grant of somebody else. */
export function givenTo(about: readonly Known[]): string[] {
  return about.filter(({ state }) => state !== "quarantined").flatMap(({ act }) => answers(act, "sealed_to"));
}
