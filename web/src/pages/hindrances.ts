/** Why help cannot end yet: said one by one, each with what would resolve it. Pure. */

import type { Case, State } from "../shelf/state.ts";

/** A referral has its id: it may be left open, when she knows. */
export type Hindrance = { readonly code: "risk" | "danger" | "referral"; readonly id: string; readonly need: string; readonly organisation: string };

const OPEN = ["sent", "accepted"];
const LOST_AFTER = 30;
const TRIES = 3;

/** Return what hinders: danger first, then every referral that is still open. */
export function hindrances(state: State, here: Case): Hindrance[] {
  const open = [...state.referrals.values()].filter((one) => one.case === here.id && OPEN.includes(one.status));
  const risk = here.risk === "high" ? "risk" : here.danger === "yes" ? "danger" : "";
  return [
    ...(risk ? [{ code: risk, id: "", need: "", organisation: "" } as const] : []),
    ...open.map(({ id, service, recipient }) => ({
      code: "referral", id, need: service, organisation: state.organisations.get(recipient)?.name ?? "",
    } as const)),
  ];
}

/** Tell whether contact is lost as the rule has it: so many days, and tried by her safe way so many times. */
export function isLost({ course, opened }: Case, today: string): boolean {
  const last = (course.lastContact || opened).slice(0, 10);
  const days = (Date.parse(today) - Date.parse(last)) / 86_400_000;
  return days >= LOST_AFTER && course.attempts.length >= TRIES;
}
