/** One case: needs first, then the thread, the doors, and who can see what. */

import { showCode } from "../formats/ids.ts";
import { save, state } from "../notebook.ts";
import { deed } from "../news.ts";
import { go, path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { type Case, caseByCode, isOpenLine, referralOf } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { askIdentity } from "./ask-identity.ts";
import { askNeeds } from "./ask-needs.ts";
import { askSafety } from "./ask-safety.ts";
import { doors } from "./doors.ts";
import { needLine } from "./need-line.ts";
import { rowsOf } from "./needs-table.ts";
import { orient } from "./orient.ts";
import { openDetails } from "./sealed.ts";
import { seenBy } from "./seen.ts";
import { threadOf } from "./thread.ts";
import { withdraw } from "./withdraw.ts";
import { wizard } from "./wizard.ts";

type Room = (here: Case, rest: readonly string[]) => Promise<HTMLElement | null>;

const ROOMS: { readonly [name: string]: Room } = {
  suite: doors,
  besoins: askNeeds,
  surete: askSafety,
  contact: askIdentity,
  note: wizard,
  ligne: needLine,
  orienter: orient,
  retrait: withdraw,
};

/** Draw the case, or one of its rooms. */
export async function page([code = "", room = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  const here = caseByCode(state(), code);
  if (!here) return null;
  const open = ROOMS[room];
  bar(showCode(here.code), room ? path("dossier", showCode(here.code)) : path());
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
    ...(here.danger === "yes" ? { danger: danger(here) } : {}),
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
  if (here.lines.length === 0) return "besoins";
  return here.lines.some((line) => isOpenLine(line, referralOf(state(), line.id))) ? "orienter" : "";
}

const WAYS = {
  needs: "besoins", safety: "surete", orient: "orienter", identity: "contact", incident: "note", withdraw: "retrait",
};

function parts(here: Case): string[] {
  const held = here.thread.some(({ act }) => act.kind === "safety.recorded" && act.sealed.some((part) => part["type"] === "body"));
  return [
    here.lines.length > 0 ? "needs" : "empty",
    here.complete ? "complete" : here.lines.length > 0 && here.risk !== "" ? "incomplete" : "unready",
    ...(here.named ? ["identity"] : []),
    ...(held ? ["story"] : []),
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
