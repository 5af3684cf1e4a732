/** Aujourd’hui: the next thing a tired worker needs is the first thing she sees. */

import { showCode } from "../formats/ids.ts";
import { books, state } from "../notebook.ts";
import { path } from "../router.ts";
import { fill, keep, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { type Case, namedLines } from "../shelf/state.ts";
import { count, day, label, moment, say } from "../words.ts";
import { safeWay } from "./contact.ts";
import { type Due, dueOf } from "./due.ts";

/** Draw the page. */
export async function page(): Promise<HTMLElement> {
  const all = state();
  const mine = [...all.cases.values()].filter(({ lead }) => lead === session().worker).reverse();
  const due = dueOf(all, session().worker);
  const node = piece("today", {
    day: day(new Date().toISOString().slice(0, 10)),
    count: count("today.count", due.length),
    cards: due.map(card),
    lines: mine.map(line),
  });
  const parts = mine.length > 0 ? ["others"] : may("case.write") && due.length === 0 ? ["empty", "start"] : [];
  return keep(node, parts);
}

function card(due: Due): HTMLElement {
  const holes = { need: label("needs", due.need), organisation: due.organisation, day: due.day ? day(due.day) : "" };
  const said = due.what === "accepted" && !due.day ? "accepted_soon" : due.what;
  const node = piece("card", {
    code: due.code ? showCode(due.code) : say("today.received"),
    when: due.since ? moment(due.since) : "",
    what: say(`today.${said}`, holes),
    how: due.what === "arrived" ? say("today.arrived_how") : "",
    link: due.what === "arrived" ? path("recu", due.record) : path("dossier", showCode(due.code)),
  });
  node.classList.add(due.tone);
  if (due.case) void safely(node, due.case);
  return node;
}

async function safely(node: HTMLElement, here: string): Promise<void> {
  const way = await safeWay(books(), here);
  fill(node, { how: way });
}

function line(here: Case): HTMLElement {
  const needs = namedLines(here).map(({ need }) => label("needs", need)).join(", ");
  return piece("line", {
    code: showCode(here.code),
    what: here.ended ? say("today.ended") : needs || say("today.no_need"),
    when: moment(here.opened),
    link: path("dossier", showCode(here.code)),
  });
}
