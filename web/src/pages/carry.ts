/** What I carry: which cases lie on this device and until when, which are only listed, and what I take along. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed, fault, wordsOf } from "../news.ts";
import { books } from "../notebook.ts";
import { path } from "../router.ts";
import { bar, fill, need, piece, typed } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { bring, carriedHere, choose, isBound, own, remember } from "../shelf/carrying.ts";
import { type Line, byDay, found, nextOf } from "../shelf/lines.ts";
import { type Carried, mostOf, until } from "../shelf/term.ts";
import { count, day, label, say } from "../words.ts";

/** As many lines as a thumb goes through; what is typed above finds the others. */
const SHOWN = 50;

type Shown = { readonly node: HTMLElement; carried: Carried };

/** Draw the page. */
export async function page(): Promise<HTMLElement | null> {
  if (!may("case.write")) return null;
  bar("", path("moi"));
  const node = piece("carry");
  const shown: Shown = { node, carried: await carriedHere(session()) };
  deed(node, "site", async () => {
    shown.carried = await remember(session(), (before) => ({ ...before, site: !before.site }));
    draw(shown);
  });
  need(node, "#carry-code").addEventListener("input", () => draw(shown));
  draw(shown);
  return node;
}

function draw(shown: Shown): void {
  const { node, carried } = shown;
  const wanted = typed(node, "carry-code");
  const [all, most] = [own(session(), books()), mostOf(carried.site)];
  const here = byDay(found(all.map((one) => ({ ...one, root: one.survivor, next: nextOf(one) })), wanted));
  const lines = byDay(found(books().listed(), wanted));
  fill(node, {
    rule: say(carried.site ? "carry.rule.site" : "carry.rule.person", { most }),
    site: say(carried.site ? "carry.as_person" : "carry.as_site"),
    many: say("carry.many", { most }),
    "count-here": count("carry.here", here.length),
    "count-away": count("carry.away", lines.length),
    here: here.slice(0, SHOWN).map(({ root, code, next }) => row(shown, { root, code, next, what: untilWords(root, carried), isHere: true })),
    away: lines.slice(0, SHOWN).map(({ root, code, next, needs }) => row(shown, { root, code, next, what: needs.map((one) => label("needs", one)).join(", "), isHere: false })),
  });
  need(node, '[data-slot="many"]').hidden = all.length <= most;
}

function untilWords(root: string, carried: Carried): string {
  if (isBound(books(), root)) return say("carry.bound");
  const on = new Date(until(root, carried, Date.now())).toISOString().slice(0, 10);
  return say(carried.taken[root] === undefined ? "carry.until" : "carry.taken", { day: day(on) });
}

type Row = { readonly root: string; readonly code: string; readonly next: string; readonly what: string; readonly isHere: boolean };

function row(shown: Shown, { root, code, next, what, isHere }: Row): HTMLElement {
  const node = piece("carry-row", {
    code: showCode(code), what: next ? `${what} · ${say("carry.next", { day: day(next) })}` : what,
    link: path("dossier", showCode(code)), deed: say(isHere ? "carry.take" : "carry.fetch"),
  });
  const id = `carried-${code}`;
  need(node, '[data-slot="code"]').id = id;
  for (const button of node.querySelectorAll("button")) button.setAttribute("aria-describedby", id);
  const move = async (isTaken: boolean): Promise<void> => {
    if (!isHere) requireLine();
    await choose(session(), books(), root, isTaken);
    shown.carried = await carriedHere(session());
    draw(shown);
    (shown.node.querySelector<HTMLElement>(`#${id}`) ?? need(shown.node, "h1")).focus(); // where it stands now
  };
  deed(node, "take", () => move(true));
  deed(node, "leave", () => move(false));
  if (!isHere) need(node, '[data-act="leave"]').remove();
  return node;
}

function requireLine(): void {
  if (!session().token) throw new Refused("network.down");
}

/** Say of a case that it is listed and not here, and bring it back when there is network; nothing when it is unknown. */
export function away(code: string): HTMLElement | null {
  const line = lineOf(code);
  if (!line) return null;
  const node = piece("away", { code: showCode(line.code) });
  void broughtBack(line).then(
    (isHere) => void (isHere && node.isConnected && document.dispatchEvent(new CustomEvent("arrived"))),
    (error: unknown) => fault(node, wordsOf(error)),
  );
  return node;
}

function lineOf(code: string): Line | undefined {
  return books().listed().find((one) => one.code === code.replaceAll("-", ""));
}

/** The page that waits for it is drawn already: it is drawn again once the case is here. */
async function broughtBack({ root, code }: Line): Promise<boolean> {
  if (!session().token) return false;
  await bring(session(), books(), root).catch((error: unknown) => {
    if (!(error instanceof Refused) || !error.code.startsWith("network.")) throw error;
  });
  return !lineOf(code);
}
