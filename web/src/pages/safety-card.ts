/** How safe she is, as it was last judged, and by whom; her own plan on tap. */

import { piece } from "../screen.ts";
import { sealedOf } from "../shelf/registers.ts";
import type { Case, State } from "../shelf/state.ts";
import { has, label, moment, say } from "../words.ts";
import { about, onTap } from "./sealed.ts";

const TONES: { readonly [judged: string]: string } = {
  yes: "wait", unsure: "due", no: "got", high: "wait", medium: "due", low: "got",
};
const JUDGED = ["safety.recorded", "follow_up.recorded"];

/** Draw the card. */
export function safetyCard(state: State, here: Case, review: string): HTMLElement {
  const { danger, risk, reasons } = here;
  const held = sealedOf(state.registers, here.id, "narrative").length > 0;
  const node = piece("safety-card", {
    danger: toned(danger ? say(`safety.danger.${danger}`) : say("safety.unasked"), danger),
    risk: has(`safety.risk.${risk}`) ? toned(say(`safety.risk.${risk}`), risk) : null,
    reasons: reasons.length > 0 ? reasons.map((one) => piece("tag", { text: label("risk_reasons", one) })) : null,
    judged: judged(state, here),
    plan: held ? [] : null,
    review,
  });
  if (!held) node.querySelector("details")?.remove();
  if (danger === "yes" || risk === "high") node.classList.add("wait");
  onTap(node, "plan", () => about(here, here.id, ["narrative"]));
  return node;
}

function toned(text: string, judged: string): HTMLElement {
  const node = piece("sign", { text });
  node.classList.add(TONES[judged] ?? "void");
  return node;
}

function judged({ workers }: State, { thread }: Case): string | null {
  const last = thread.filter(({ act }) => JUDGED.includes(act.kind)).at(-1)?.act;
  if (!last) return null;
  return say("safety.judged", { who: workers.get(last.actor)?.called ?? "", when: moment(last.time) });
}
