/** One case: needs first, then the thread, the doors, and who can see what. */

import { showCode } from "../formats/ids.ts";
import { save, state } from "../notebook.ts";
import { deed } from "../news.ts";
import { go, path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { type Case, caseByCode } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { rowsOf } from "./needs-table.ts";
import { openDetails } from "./sealed.ts";
import { seenBy } from "./seen.ts";
import { threadOf } from "./thread.ts";

type Room = (here: Case, rest: readonly string[]) => Promise<HTMLElement | null>;

const ROOMS: { readonly [name: string]: () => Promise<Room> } = {
  suite: () => import("./doors.ts").then(({ doors }) => doors),
  besoins: () => import("./ask-needs.ts").then(({ askNeeds }) => askNeeds),
  surete: () => import("./ask-safety.ts").then(({ askSafety }) => askSafety),
  contact: () => import("./ask-identity.ts").then(({ askIdentity }) => askIdentity),
  note: () => import("./wizard.ts").then(({ wizard }) => wizard),
  ligne: () => import("./need-line.ts").then(({ needLine }) => needLine),
  orienter: () => import("./orient.ts").then(({ orient }) => orient),
  retrait: () => import("./withdraw.ts").then(({ withdraw }) => withdraw),
};

/** Draw the case, or one of its rooms. */
export async function page([code = "", room = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  const here = caseByCode(state(), code);
  if (!here) return null;
  const load = ROOMS[room];
  bar(showCode(here.code), room ? path("dossier", showCode(here.code)) : path());
  if (room) return load ? (await load())(here, rest) : null;
  return drawn(here);
}

function drawn(here: Case): HTMLElement {
  const all = state();
  const code = showCode(here.code);
  const to = (...parts: string[]) => path("dossier", code, ...parts);
  const next = here.lines.length === 0 ? "besoins" : "orienter";
  const node = piece("case", {
    code,
    rows: rowsOf(all, here),
    next: say(`case.next.${next}`),
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

const WAYS = {
  needs: "besoins", safety: "surete", orient: "orienter", identity: "contact", incident: "note", withdraw: "retrait",
};

function parts(here: Case): string[] {
  const held = here.thread.some(({ act }) => act.kind === "safety.recorded" && act.sealed.length > 0);
  return [
    here.lines.length > 0 ? "needs" : "empty",
    here.complete ? "complete" : "incomplete",
    ...(here.named ? ["identity"] : []),
    ...(held ? ["story"] : []),
  ];
}

function danger(here: Case): string {
  const risk = here.risk ? ` · ${label("risk_level", here.risk)}` : "";
  return say("case.danger") + risk;
}

async function complete(here: Case): Promise<void> {
  const groups = { assessment: { complete: "yes" } };
  await save([{ kind: "assessment.completed", record: here.id, groups }]);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
