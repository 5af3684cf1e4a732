/** What happened, as it is listed in a case: type and month; the rest opened on tap. */

import { showCode } from "../formats/ids.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import { text } from "../shelf/known.ts";
import type { Case, Incident } from "../shelf/state.ts";
import { label, moment, monthOf, say } from "../words.ts";
import { about, onTap } from "./sealed.ts";

const SEALED = ["sensitive", "narrative"];

/** Draw what is listed of every incident: its type and month; the rest on tap. */
export function incidents(here: Case): HTMLElement[] {
  return here.incidents.map((incident) => {
    const [type, reason] = [typeOf(incident), text(incident.answers, "correction_reason")];
    const month = text(incident.answers, "month");
    const node = piece("incident", {
      type: type ? label("gbv_type", type) : say("incident.untyped"),
      when: month ? say("incident.month", { month: monthOf(month) }) : say("incident.noted", { when: moment(incident.noted) }),
      corrected: reason ? say("incident.corrected", { reason: label("correction_reason", reason) }) : null,
      correct: path("dossier", showCode(here.code), "note", incident.id),
    });
    onTap(node, "told", () => about(here, incident.id, SEALED));
    return node;
  });
}

/** Return the type that counts: as it was corrected, or as it follows from the answers. */
export function typeOf({ answers }: Incident): string {
  return text(answers, "corrected_type") || text(answers, "gbv_type");
}
