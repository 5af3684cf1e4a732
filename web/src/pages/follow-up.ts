/** Suivi: safety first, by her safe way; then the next day, or the end of help. */

import { newId, showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import type { Given } from "../forms/check.ts";
import { today } from "../forms/days.ts";
import type { Sheet } from "../forms/sheet.ts";
import { save, state } from "../notebook.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import type { Case } from "../shelf/state.ts";
import { day, has, say } from "../words.ts";
import { contactCard } from "./contact-card.ts";
import { finish } from "./finish.ts";
import { proposed } from "./next-day.ts";
import { rowsOf } from "./needs-table.ts";
import { seal } from "./seal.ts";
import { topical } from "./topical.ts";

const FORM = "follow_up@1";
const NOT_REACHED = "not_reached";

/** Draw the page. */
export async function followUp(here: Case): Promise<HTMLElement> {
  const asking = {
    form: FORM,
    step: "ask.follow_up",
    place: `suivi/${here.id}`,
    fixed: { case: here.id },
    stop: path("dossier", showCode(here.code)),
    beside: (topic: string, drawn: Sheet) => besideOf(here, topic, drawn),
  };
  return topical(asking, async ({ groups, sealed, given }) => {
    requireSafety(given);
    await save([{ kind: "follow_up.recorded", record: newId(), groups, sealed: await seal(here.id, sealed) }]);
    finish(here, ...after(given));
  });
}

/** Whoever was reached was asked about her safety; an attempt is kept without. */
function requireSafety(given: Given): void {
  const asked = given["in_danger"] !== undefined && given["risk_level"] !== undefined;
  if (!asked && given["way"] !== NOT_REACHED) throw new Refused("follow_up.safety");
  if (given["next_on"] === undefined && given["closing"] !== "yes") throw new Refused("follow_up.no_next");
}

function after(given: Given): string[] {
  if (given["new_needs"] === "yes") return ["besoins"];
  return given["closing"] === "yes" ? ["clore"] : [];
}

/** What she must know while she asks: how to reach her, where help stands, which day. */
function besideOf(here: Case, topic: string, drawn: Sheet): HTMLElement[] {
  if (topic === "contact" || topic === "safety" || topic === "") return [contactCard(here, path("dossier", showCode(here.code), "contact"))];
  if (topic === "help") return [piece("where-help-stands", { rows: rowsOf(state(), here) })];
  if (topic !== "next") return [];
  const given = drawn.read();
  const [danger, risk] = [String(given["in_danger"] ?? here.danger), String(given["risk_level"] ?? here.risk)];
  const on = proposed({ danger, risk, met: here.course.lastContact !== "" }, today());
  if (!given["next_on"] && given["closing"] !== "yes") drawn.put({ next_on: on });
  const why = danger === "yes" ? "danger" : risk;
  return [piece("proposal", { text: say(has(`follow.proposed.${why}`) ? `follow.proposed.${why}` : "follow.proposed.none", { day: day(on) }) })];
}
