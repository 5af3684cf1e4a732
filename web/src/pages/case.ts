/** One case: needs first, then the thread, the doors, and who can see what. */

import { showCode } from "../formats/ids.ts";
import { save, state } from "../notebook.ts";
import { deed } from "../news.ts";
import { go, path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { sealedOf } from "../shelf/registers.ts";
import { type Case, caseByCode, isOpenLine, namedLines, referralOf, shownLines } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { askIdentity } from "./ask-identity.ts";
import { askNeeds } from "./ask-needs.ts";
import { askSafety } from "./ask-safety.ts";
import { choices } from "./choose.ts";
import { doors } from "./doors.ts";
import { incidents } from "./incident.ts";
import { needLine } from "./need-line.ts";
import { rowsOf } from "./needs-table.ts";
import { orient } from "./orient.ts";
import { resume } from "./resume.ts";
import { openDetails } from "./sealed.ts";
import { seenBy } from "./seen.ts";
import { threadOf } from "./thread.ts";
import { withdraw } from "./withdraw.ts";
import { wizard } from "./wizard.ts";

type Room = (here: Case, rest: readonly string[]) => Promise<HTMLElement | null>;

/** The only room that is open once she has stopped everything. */
const RESUMED = "reprendre";
const ROOMS: { readonly [name: string]: Room } = {
  suite: doors,
  besoins: askNeeds,
  surete: askSafety,
  contact: askIdentity,
  note: wizard,
  ligne: needLine,
  orienter: orient,
  retrait: withdraw,
  [RESUMED]: resume,
};

/** Draw the case, or one of its rooms. */
export async function page([code = "", room = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  const here = caseByCode(state(), code);
  if (!here) return null;
  const open = ROOMS[room];
  bar(showCode(here.code), room ? path("dossier", showCode(here.code)) : path());
  if (room && here.ended !== (room === RESUMED)) return null;
  if (room) return open ? open(here, rest) : null;
  return drawn(here);
}

function drawn(here: Case): HTMLElement {
  const all = state();
  const code = showCode(here.code);
  const to = (...parts: string[]) => path("dossier", code, ...parts);
  const next = nextOf(here);
  const node = piece("case", {
    code,
    rows: rowsOf(all, here),
    next: next ? say(`case.next.${next}`) : null,
    thread: threadOf(all, here),
    seen: seenBy(all, here),
    disputes: choices(here),
    incidents: here.ended ? [] : incidents(here),
    ...(here.danger === "yes" && !here.ended ? { danger: danger(here) } : {}),
  });
  for (const [name, room] of Object.entries(WAYS)) {
    for (const link of node.querySelectorAll(`[data-href="${name}"]`)) link.setAttribute("href", to(room));
  }
  node.querySelector('[data-href="next"]')?.setAttribute("href", to(next));
  keep(node, parts(here));
  deed(node, "complete", () => complete(here));
  openDetails(node, here);
  return node;
}

/** The one main act of the page; none while everything is under way. */
function nextOf(here: Case): string {
  if (here.ended) return RESUMED;
  if (namedLines(here).length === 0) return "besoins";
  return here.lines.some((line) => isOpenLine(line, referralOf(state(), line.id))) ? "orienter" : "";
}

const WAYS = {
  needs: "besoins", safety: "surete", orient: "orienter", identity: "contact", incident: "note", withdraw: "retrait",
};

function parts(here: Case): string[] {
  const table = shownLines(state(), here).length > 0 ? ["needs"] : [];
  if (here.ended) return ["ended", ...table];
  const held = sealedOf(state().registers, here.id, "narrative").length > 0;
  const named = namedLines(here).length > 0;
  return [
    "open",
    ...(table.length > 0 ? table : ["empty"]),
    here.complete ? "complete" : named && here.risk !== "" ? "incomplete" : "unready",
    ...(here.named ? ["identity"] : []),
    ...(held ? ["story"] : []),
    ...(here.incidents.length > 0 ? ["incidents"] : []),
  ];
}

function danger(here: Case): string {
  const risk = here.risk ? say("case.risk", { risk: label("risk_level", here.risk) }) : "";
  return [say("case.danger"), risk].filter((part) => part !== "").join(" · ");
}

async function complete(here: Case): Promise<void> {
  const groups = { assessment: { complete: "yes" } };
  await save([{ kind: "assessment.completed", record: here.id, groups }]);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
