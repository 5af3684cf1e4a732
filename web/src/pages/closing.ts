/** The end of help: why not yet, or the points that are looked at with her; a supervisor reads it then. */

import { newId, showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import type { Given } from "../forms/check.ts";
import { today } from "../forms/days.ts";
import { books, save, state } from "../notebook.ts";
import { path } from "../router.ts";
import { keep, need as want, piece } from "../screen.ts";
import { openSealed } from "../shelf/bodies.ts";
import type { Case } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { ticked } from "./boxes.ts";
import { finish } from "./finish.ts";
import { type Hindrance, hindrances, isLost } from "./hindrances.ts";
import { rowsOf } from "./needs-table.ts";
import { unmade } from "./proposed.ts";
import { seal } from "./seal.ts";
import { topical } from "./topical.ts";

const FORM = "closure@1";
/** In the address: nobody is left to ask, so risk holds nothing open. */
const WITHOUT_HER = "sans-elle";

/** Draw the page. */
export async function closing(here: Case, [how = ""]: readonly string[]): Promise<HTMLElement> {
  const found = hindrances(state(), here);
  const risk = found.find(({ code }) => code !== "referral");
  if (risk && how !== WITHOUT_HER) return notYet(here, found);
  const open = found.filter(({ code }) => code === "referral");
  const beside = piece("closing-beside", { rows: rowsOf(state(), here), lost: lostOrNot(here), open: open.map((one) => leftOpen(here, one)) });
  keep(beside, open.length > 0 ? ["open"] : []);
  const asking = {
    form: FORM,
    step: "ask.closing",
    place: `clore/${here.id}`,
    fixed: { case: here.id, survivor: here.survivor, code: here.code },
    first: await saidBefore(here),
    stop: path("dossier", showCode(here.code)),
    button: "closing.propose",
    beside: (topic: string) => (isFirst(topic) ? [beside] : []),
    leave: (topic: string) => {
      if (isFirst(topic) && ticked(beside).length < open.length) throw new Refused("closure.open_referrals");
    },
  };
  return topical(asking, async ({ groups, sealed }) => {
    const seen = ticked(beside); // the open referrals that were looked at with her
    if (seen.length < open.length) throw new Refused("closure.open_referrals");
    const closing = { ...groups["closing"], ...(seen.length > 0 ? { left_open: seen } : {}) };
    const record = { kind: "closure.proposed" as const, record: newId(), groups: { ...groups, closing } };
    await save([{ ...record, sealed: await seal(here.id, sealed) }]);
    finish(here);
  });
}

const isFirst = (topic: string) => topic === "why" || topic === "";

/** What came back is found as it was proposed, to be put right; open referrals are looked at anew. */
async function saidBefore(here: Case): Promise<Given> {
  const act = unmade(state(), here)?.act;
  if (!act) return {};
  const { left_open: _anew, ...closing } = act.groups["closing"] ?? {};
  const note = await openSealed(books(), here.id, act.id, "narrative");
  return { ...closing, ...act.groups["checklist"], ...note };
}

/** A referral that is still open: settled on its own page, or left as it is when she knows. */
function leftOpen(here: Case, { id, need, organisation }: Hindrance): HTMLElement {
  const node = piece("left-open", {
    what: say("closing.hinders.referral", { need: label("needs", need), organisation }),
    line: path("dossier", showCode(here.code), "ligne", need),
  });
  want<HTMLInputElement>(node, "input").value = id;
  return node;
}

function lostOrNot(here: Case): string {
  const tries = here.course.attempts.length;
  return say(isLost(here, today()) ? "closing.lost" : "closing.not_lost", { tries });
}

function notYet(here: Case, found: readonly Hindrance[]): HTMLElement {
  const to = (...parts: string[]) => path("dossier", showCode(here.code), ...parts);
  const doors = found.map(({ code, need, organisation }) => piece("door", {
    title: say(`closing.hinders.${code}`, { need: label("needs", need), organisation }),
    detail: say(`closing.resolve.${code}`),
    link: code === "referral" ? to("ligne", need) : to("surete"),
  }));
  return piece("not-yet", { doors, case: to(), without: to("clore", WITHOUT_HER) });
}
