/** Aujourd’hui: the next thing a tired worker needs is the first thing she sees. */

import { hoursUntil } from "../formats/clocks.ts";
import { showCode } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { books, state } from "../notebook.ts";
import { standing } from "../outbox/store.ts";
import { rest } from "../rest.ts";
import { go, path } from "../router.ts";
import { fill, keep, need, pictured, piece } from "../screen.ts";
import { type Me, isOpen, may, session } from "../session/session.ts";
import { type Case, type State, namedLines } from "../shelf/state.ts";
import { count, day, label, moment, say } from "../words.ts";
import { safeWay } from "./contact.ts";
import { type Due, type Entry, dueOf, isLater } from "./due.ts";
import { mark, toldBy } from "./hushed.ts";

const REFUSED: readonly string[] = ["declined", "locked"];
/** More than fit on a phone: they stand there first, whatever the number of cases; then a few at a time. */
const [SEEN, STEP] = [8, 4];

/** Draw the page; what is sealed is opened after it is there. */
export async function page(): Promise<HTMLElement> {
  const [all, mine, now] = [state(), session(), new Date().toISOString()];
  const [told, listed] = [await toldBy(mine), books().listed()];
  const due = dueOf(all, mine.worker, { now, told }, listed);
  const [cards, later] = [due.filter((entry) => !isLater(entry)), due.filter(isLater)];
  const drawn = cards.slice(0, SEEN).map((entry) => card(all, entry, now));
  const cases = [...all.cases.values()].filter(({ lead }) => lead === mine.worker).reverse();
  const node = piece("today", {
    day: day(now.slice(0, 10)), count: count("today.count", cards.length),
    cards: drawn, week: later.map(soon), lines: [],
  });
  const arrives = books().all().length === 0 && (await standing(mine.book, mine.device)).cursor === null;
  keep(node, arrives ? ["arriving"] : partsOf(cards, later, cases.length, listed.length));
  if (isToTell(mine.me)) void import("./notes.ts").then(({ notes }) => notes(node, mine.me)).catch(() => undefined); // not fetched yet: the day stands without
  void pictured().then(() => follow(node, cases, cards, drawn, (entry) => card(all, entry, now)));
  return node;
}

/** Whether anything may have to stand above the day: most days nothing more is fetched for it. */
function isToTell({ roles, late = {}, drills = [] }: Me): boolean {
  return may("keys.oversight") || roles.length === 0 || Object.keys(late).length + drills.length > 0;
}

function partsOf(cards: readonly Entry[], later: readonly Entry[], here: number, away: number): string[] {
  const empty = may("case.write") ? "empty" : "elsewhere";
  const calm = cards.length > 0 ? [] : here + away > 0 ? ["calm"] : [empty];
  const start = cards.length === 0 && may("case.write") ? ["start"] : [];
  return [...calm, ...start, ...(later.length > 0 ? ["week"] : []), ...(here > 0 ? ["others"] : [])];
}

function card(all: State, { case: here, code, first, also }: Entry, now: string): HTMLElement {
  const node = piece("due", {
    code: code ? showCode(code) : say("today.received"),
    when: when(all, first, now),
    what: wordsOf(first),
    also: also.map((due) => piece("also", { text: wordsOf(due) })),
    how: code ? "" : say("today.arrived_how"),
    link: code ? path("dossier", showCode(code), ...roomOf(first)) : path("recu", first.record),
  });
  node.classList.add(first.tone);
  keep(node, [...(also.length > 0 ? ["also"] : []), ...(first.what === "accepted" ? ["told"] : [])]);
  const declined = [first, ...also].find(({ what }) => REFUSED.includes(what));
  if (here && declined) void offer(node, here, declined.need);
  deed(node, "told", () => hush(node, first.record));
  return node;
}

/** Where the first tap leads: to what is asked, not to a page to search it on. */
function roomOf({ what, need: named }: Due): string[] {
  if (what === "no_service" || REFUSED.includes(what)) return ["orienter", named];
  if (what === "passed" || what === "missed") return ["ligne", named];
  if (what === "no_need") return ["suite"];
  return what === "late" || what === "follow" ? ["suivi"] : [];
}

/** Somebody cannot: who can instead stands beside it, one tap away. */
async function offer(node: HTMLElement, here: Case, named: string): Promise<void> {
  const [{ nextSteps }] = await Promise.all([import("./handing.ts"), rest()]);
  need(node, '[data-slot="next"]').append(...(await nextSteps(here, named)).map(({ words, link }) => piece("next", { text: words, link })));
}

function when({ urgencies }: State, due: Due, now: string): string {
  if (due.until) return hoursLeft(due.until, now, urgencies.get(due.case)?.exact ?? false);
  if (due.what === "follow") return say("today.today");
  if (due.what === "late") return say("today.since", { day: moment(`${due.day}T12:00:00`) });
  return due.since ? moment(due.since) : "";
}

function hoursLeft(until: string, now: string, exact: boolean): string {
  const hours = hoursUntil(until, now);
  if (hours === 0) return say("clock.last_hour");
  return say(exact ? "today.hours" : "today.hours_most", { hours });
}

function wordsOf({ what, need: named, organisation, day: on, since }: Due): string {
  const said = what === "accepted" && !on ? "accepted_soon" : what;
  return say(`today.${said}`, { need: label("needs", named), organisation, day: on ? day(on) : "", since: since ? moment(since) : "" });
}

/** She has been told: the card steps aside, and comes back with one tap. */
async function hush(node: HTMLElement, referral: string): Promise<void> {
  await mark(session(), referral, true);
  const undo = piece("undo", { text: say("today.told") });
  deed(undo, "undo", async () => {
    await mark(session(), referral, false);
    go();
  });
  node.replaceWith(undo);
  need(undo, "button").focus();
}

/** What can follow, a few at a time so that a tap is heard: the cards below, all cases, then how to reach each one. */
async function follow(node: HTMLElement, cases: readonly Case[], cards: readonly Entry[], drawn: HTMLElement[], more: (entry: Entry) => HTMLElement): Promise<void> {
  for (let at = SEEN; node.isConnected && isOpen() && at < cards.length; at += STEP) {
    const below = cards.slice(at, at + STEP).map(more);
    need(node, '[data-slot="cards"]').append(...below);
    drawn.push(...below);
    await pictured();
  }
  if (!node.isConnected || !isOpen()) return;
  fill(node, { lines: cases.map(line) });
  await safely(drawn, cards);
}

/** One after the other, the most urgent first: the page is there already. */
async function safely(drawn: readonly HTMLElement[], entries: readonly Entry[]): Promise<void> {
  const shelf = books();
  for (const [at, { case: here }] of entries.entries()) {
    const node = drawn[at];
    if (here && node) fill(node, { how: await safeWay(shelf, here).catch(() => say("way.unread")) });
  }
}

function soon({ code, first }: Entry): HTMLElement {
  return piece("line", { code: showCode(code), what: say("today.soon"), when: day(first.day), link: path("dossier", showCode(code)) });
}

function line(here: Case): HTMLElement {
  const needs = namedLines(here).map((one) => label("needs", one.need)).join(", ");
  const calm = here.course.closing === "closed" ? say("today.closed") : needs || say("today.no_need");
  return piece("line", {
    code: showCode(here.code),
    what: here.ended ? say("today.ended") : calm,
    when: moment(here.opened),
    link: path("dossier", showCode(here.code)),
  });
}
