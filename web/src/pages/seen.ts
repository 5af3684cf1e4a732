/** Who can see what: said in words under every case. */

import { piece } from "../screen.ts";
import { type Case, type State, isPhoned } from "../shelf/state.ts";
import { label, say } from "../words.ts";

/** Return one line for everyone who can see something. */
export function seenBy(state: State, here: Case): HTMLElement[] {
  const lines = [say("seen.you")];
  for (const role of state.roles.values()) {
    if (role.ended || role.role !== "supervisor" || role.agency !== agencyOf(state, here)) continue;
    lines.push(say("seen.supervisor", { who: called(state, role.worker) }));
  }
  for (const referral of state.referrals.values()) {
    if (referral.case !== here.id || !["sent", "accepted"].includes(referral.status)) continue;
    const organisation = state.organisations.get(referral.recipient);
    if (!organisation) continue;
    const what = referral.categories.map((one) => label("categories", one)).join(", ");
    if (isPhoned(organisation)) {
      lines.push(say("seen.told", { organisation: organisation.name, what }));
      continue;
    }
    const who = [organisation.focalPoint, organisation.deputy].filter((id) => id).map((id) => called(state, id));
    lines.push(say("seen.recipient", { who: who.join(", "), organisation: organisation.name, what }));
  }
  lines.push(say("seen.keys"));
  return lines.map((text) => piece("item", { text }));
}

function agencyOf(state: State, here: Case): string {
  return state.workers.get(here.lead)?.agency ?? "";
}

function called(state: State, worker: string): string {
  return state.workers.get(worker)?.called ?? "";
}
