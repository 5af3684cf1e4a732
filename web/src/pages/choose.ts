/** Two people, or two devices, answered without seeing each other: both stand until one is chosen. */

import { showCode } from "../formats/ids.ts";
import type { JsonObject } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { books, save, state } from "../notebook.ts";
import { go } from "../router.ts";
import { piece } from "../screen.ts";
import { openSealed } from "../shelf/bodies.ts";
import { type Dispute, disputesOf, settling } from "../shelf/disputes.ts";
import type { LiveValue } from "../shelf/merging.ts";
import { compartmentOf } from "../shelf/registers.ts";
import type { Case } from "../shelf/state.ts";
import { has, label, moment, say } from "../words.ts";
import { seal } from "./seal.ts";
import { pairsOf, valueOf } from "./sealed.ts";

/** Draw everything that has two answers in a case. */
export function choices(here: Case): HTMLElement[] {
  return disputesOf(state(), here).map((dispute) => {
    const { group, record, values } = dispute;
    const what = compartmentOf(group) || group;
    const line = here.lines.find(({ id }) => id === record);
    const node = piece("dispute", {
      number: say("dispute.count", { number: values.length }),
      what: line ? label("needs", line.need) : say(has(`dispute.${what}`) ? `dispute.${what}` : "dispute.other"),
      answers: values.map((value) => drawn(here, dispute, value)),
    });
    const compartment = compartmentOf(group);
    if (compartment) node.addEventListener("toggle", () => void open(node, here, values, compartment));
    return node;
  });
}

function drawn(here: Case, dispute: Dispute, value: LiveValue): HTMLElement {
  const node = piece("dispute-answer", {
    who: say("dispute.who", { who: state().workers.get(value.actor)?.called ?? "", when: moment(value.time) }),
    said: compartmentOf(dispute.group) ? [] : inWords(value.answers),
  });
  deed(node, "choose", () => choose(here, dispute, value));
  return node;
}

/** What is sealed is opened only while its heading is. */
async function open(node: HTMLElement, here: Case, values: readonly LiveValue[], compartment: string): Promise<void> {
  const places = [...node.querySelectorAll<HTMLElement>('[data-slot="said"]')];
  for (const [at, value] of values.entries()) {
    const shown = node.hasAttribute("open") ? await openSealed(books(), here.id, value.act, compartment).catch(() => null) : {};
    if (shown) places[at]?.replaceChildren(...pairsOf(shown));
    else if (places[at]) places[at].textContent = say("sealed.none");
  }
}

function inWords(answers: JsonObject): HTMLElement[] {
  const parts = Object.entries(answers).map(([question, value]) => valueOf(question, value));
  return [piece("tag", { text: parts.join(" · ") || say("dispute.nothing") })];
}

async function choose(here: Case, dispute: Dispute, value: LiveValue): Promise<void> {
  const compartment = compartmentOf(dispute.group);
  const found = compartment ? await openSealed(books(), here.id, value.act, compartment) : null;
  if (compartment && !found) throw new Refused("sealed.unreadable");
  const sealed = found ? await seal(here.id, { [compartment]: found }) : [];
  await save([{ ...settling(state(), here, dispute, value.answers), sealed }]);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
