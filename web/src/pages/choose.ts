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
import { valueOf } from "./sealed.ts";
import { unsealWhileOpen } from "./unsealing.ts";

/** Draw everything that has two answers in a case. */
export function choices(here: Case): HTMLElement[] {
  return disputesOf(state(), here).map((dispute) => {
    const { group, values } = dispute;
    const node = piece("dispute", {
      number: say("dispute.count", { number: values.length }),
      what: questionOf(here, dispute),
      answers: values.map((value) => drawn(here, dispute, value)),
    });
    const compartment = compartmentOf(group);
    if (compartment) unsealWhileOpen(node, here, values.map(({ act }) => act), compartment);
    return node;
  });
}

/** Say what the two answers are about. */
export function questionOf(here: Case, { record, group }: Dispute): string {
  const what = compartmentOf(group) || group;
  const line = here.lines.find(({ id }) => id === record);
  return line ? label("needs", line.need) : say(has(`dispute.${what}`) ? `dispute.${what}` : "dispute.other");
}

function drawn(here: Case, dispute: Dispute, value: LiveValue): HTMLElement {
  const node = piece("dispute-answer", {
    who: say("dispute.who", { who: state().workers.get(value.actor)?.called ?? "", when: moment(value.time) }),
    said: compartmentOf(dispute.group) ? [] : inWords(value.answers),
  });
  deed(node, "choose", () => choose(here, dispute, value));
  return node;
}

/** Draw a coded answer in a line. */
export function inWords(answers: JsonObject): HTMLElement[] {
  const parts = Object.entries(answers).map(([question, value]) => valueOf(question, value));
  return [piece("tag", { text: parts.join(" · ") || say("dispute.nothing") })];
}

async function choose(here: Case, dispute: Dispute, value: LiveValue): Promise<void> {
  await answerAgain(here, dispute, value);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}

/** Give one of the answers again: in place of all that are seen, or with `base` only of those up to there. */
export async function answerAgain(here: Case, dispute: Dispute, value: LiveValue, base?: number): Promise<void> {
  const compartment = compartmentOf(dispute.group);
  const found = compartment ? await openSealed(books(), here.id, value.act, compartment) : null;
  if (compartment && !found) throw new Refused("sealed.unreadable");
  const sealed = found ? await seal(here.id, { [compartment]: found }) : [];
  const said = settling(state(), here, dispute, value.answers);
  await save([{ ...said, sealed, ...(base === undefined ? {} : { base }) }]);
}
