/** One case: where help stands, what comes next, how to reach her, then everything in order. */

import { showCode } from "../formats/ids.ts";
import { save, state, widen } from "../notebook.ts";
import { deed, wordsFor } from "../news.ts";
import { go, once, path } from "../router.ts";
import { bar, fill, keep, need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { type Case, caseByCode, namedLines, shownLines } from "../shelf/state.ts";
import { day, has, inWordsOf, label, moment, say } from "../words.ts";
import { choices } from "./choose.ts";
import { contactCard } from "./contact-card.ts";
import { incidents } from "./incidents.ts";
import { lookNote } from "./look-note.ts";
import { rowsOf } from "./needs-table.ts";
import { type Next, nextOf } from "./next-thing.ts";
import { unmade } from "./proposed.ts";
import { readyKeys } from "./ready.ts";
import { enter } from "./rooms.ts";
import { safetyCard } from "./safety-card.ts";
import { about, onTap } from "./sealed.ts";
import { seenInShort } from "./seen.ts";
import { threadOf } from "./thread.ts";
import { usefulFor } from "./useful.ts";

/** A network that is away must not keep anybody from a case that is here. */
const PATIENCE = 300;

/** Draw the case, or one of its rooms. */
export async function page([code = "", room = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  const here = caseByCode(state(), code);
  if (!here) return elsewhere(code, room);
  bar(showCode(here.code), room ? path("dossier", showCode(here.code)) : path());
  return room ? enter(here, room, rest) : whole(here);
}

/** A case that is only listed comes back by itself, to the same address; a code that is unknown may be asked for by two. */
async function elsewhere(code: string, room: string): Promise<HTMLElement | null> {
  const { away } = await import("./carry.ts");
  return away(code) ?? (room === "" && may("keys.vault") ? (await asking()).ask(code) : null);
}

/** What was not kept stands there with the page, and moves nothing under a thumb; only what is long in coming is put there later. */
async function whole(here: Case): Promise<HTMLElement> {
  const found = losses().then(({ lostNotes }) => lostNotes(here)).catch(() => []);
  const early = await Promise.race([found, new Promise<null>((done) => setTimeout(done, PATIENCE, null))]);
  const node = drawn(here, early ?? []);
  if (!early) void found.then((late) => need(node, '[data-slot="disputes"]').append(...late));
  return node;
}

const losses = once(() => import("./overruled.ts"));
const asking = () => Promise.all([import("../glass/ask.ts"), widen()]).then(([page]) => page);

function drawn(here: Case, notes: readonly HTMLElement[]): HTMLElement {
  const all = state();
  const today = new Date().toISOString().slice(0, 10);
  const to = (...parts: readonly string[]) => path("dossier", showCode(here.code), ...parts);
  const next = nextOf(all, here, today);
  const isOpen = standsOpen(here);
  const node = piece("case", {
    code: showCode(here.code),
    rows: rowsOf(all, here, today),
    why: whyOf(next),
    next: next.room.length > 0 ? say(`case.next.${next.what}`) : null,
    thread: threadOf(all, here),
    seen: seenInShort(all, here),
    disputes: [...choices(here), ...notes],
    looks: isOpen ? lookNote(all.looks.get(here.survivor), to("redire")) : [],
    incidents: isOpen ? incidents(here) : [],
    contact: isOpen && isMine(here) ? contactCard(here, to("contact")) : null,
    safety: isOpen ? safetyCard(all, here, to("surete")) : null,
    ...atItsEnd(here),
    ...(here.danger === "yes" && isOpen ? { danger: danger(here) } : {}),
  });
  for (const [name, room] of Object.entries({ ...WAYS, next: next.room })) {
    for (const link of node.querySelectorAll(`[data-href="${name}"]`)) link.setAttribute("href", to(...room));
  }
  keep(node, parts(here, next));
  if (isOpen && isMine(here)) void clocks(node, here);
  deed(node, "complete", () => complete(here));
  onTap(node, "identity", () => about(here, here.survivor, ["identity"]));
  void readyKeys(node, here.id);
  return node;
}

/** What hours are left is opened on this device, and stands there when it is. */
async function clocks(node: HTMLElement, here: Case): Promise<void> {
  const panel = await usefulFor(here).catch(() => null); // what cannot be read is said by the cards beside
  if (panel) fill(node, { useful: panel });
}

const WAYS = {
  needs: ["besoins"], orient: ["orienter"], identity: ["contact"], incident: ["note"], follow: ["suivi"],
  permission: ["accord"], closing: ["clore"], held: ["garde"], late: ["arrive"], access: ["numero"],
} as const;

function standsOpen({ ended, course }: Case): boolean {
  return !ended && course.closing !== "closed";
}

function isMine({ lead }: Case): boolean {
  return lead === session().worker;
}

function whyOf({ why, need, day: on }: Next): string | null {
  return why ? say(`case.why.${why}`, { need: label("needs", need), day: on ? day(on) : "" }) : null;
}

function atItsEnd(here: Case): { readonly [slot: string]: string } {
  const { closing, closingAt, reasons, first } = here.course;
  const refused = unmade(state(), here)?.code;
  if (refused) return { refused: say("case.closing.refused", { why: wordsFor(refused) }) };
  if (closing === "") return {};
  const words = { when: moment(closingAt), reasons: inWordsOf("reasons", reasons), first: label("return_reason", first) };
  return { [closing]: say(`case.closing.${closing}`, words) };
}

function parts(here: Case, next: Next): string[] {
  const { ended, course, complete: done, named, incidents: told, risk } = here;
  const table = shownLines(state(), here).length > 0 ? ["needs"] : [];
  const closing = Object.keys(atItsEnd(here));
  if (!standsOpen(here)) return [...(ended ? ["ended"] : []), ...closing, ...table];
  const needed = namedLines(here).length > 0;
  return [
    "open", ...closing,
    ...(table.length > 0 ? table : ["empty"]),
    ...(needed ? ["named"] : []),
    ...(next.what === "follow" ? [] : ["other"]),
    ...(needed && next.what !== "orient" ? ["handing"] : []),
    done ? "complete" : needed && risk !== "" ? "incomplete" : "unready",
    ...(here.from ? ["late"] : []),
    named ? "identity" : "unnamed",
    ...(told.length > 0 ? ["incidents"] : []),
    ...(course.closing === "proposed" ? [] : ["closable"]),
    ...(course.reopened !== "" && !named ? ["again"] : []),
  ];
}

function danger({ risk }: Case): string {
  const level = `safety.risk.${risk}`;
  return [say("case.danger"), ...(has(level) ? [say(level)] : [])].join(" · ");
}

async function complete(here: Case): Promise<void> {
  const groups = { assessment: { complete: "yes" } };
  await save([{ kind: "assessment.completed", record: here.id, groups }]);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
