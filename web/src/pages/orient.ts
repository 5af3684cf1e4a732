/** Orienter maintenant: what she needs, from where, since when; and at once who can help. */

import { bandOf } from "../formats/clocks.ts";
import { showCode } from "../formats/ids.ts";
import { codesOf } from "../forms/codes.ts";
import { type Sheet, sheet } from "../forms/sheet.ts";
import { state } from "../notebook.ts";
import { path } from "../router.ts";
import { bar, fill, need, piece } from "../screen.ts";
import { type Case, namedLines } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { askedOf, keepAsked } from "./asked.ts";
import { PRESSING } from "./due.ts";
import type { Asked } from "./handover.ts";
import { leaving } from "./leaving.ts";
import { momentOf, offersFor } from "./offering.ts";
import { siteCards } from "./sites.ts";
import { panel, whom } from "./useful.ts";
import { whenChosen } from "./when-chosen.ts";

const FORM = "urgency@1";
/** Filled in here, and not asked. */
const MADE = ["case", "urgent_until", "since", "said_at", "hours_said"];
const HOUR = 3_600_000;
const NEEDS = codesOf("needs@1", "needs");

/** Draw the step that the address names. */
export async function orient(here: Case, [named = "", to = ""]: readonly string[]): Promise<HTMLElement | null> {
  const code = showCode(here.code);
  if (named && !NEEDS.includes(named)) return null;
  if (!to) return asking(here, named);
  bar(code, path("dossier", code, "orienter", named));
  const organisation = state().organisations.get(to);
  return organisation ? leaving(here, named, organisation) : null;
}

type Screen = { readonly here: Case; readonly node: HTMLElement; readonly form: Sheet; before: Asked };

async function asking(here: Case, named: string): Promise<HTMLElement> {
  const before = await askedOf(here, named);
  const form = await sheet(FORM, { without: MADE });
  form.put({ band: before.band, cercle: before.cercle, pregnant: before.pregnant });
  for (const name of ["band", "cercle"]) fold(form.node, name);
  const node = piece("orient", { needs: needsOf(here, before.need), form: form.node });
  form.node.append(need(node, ".hours")); // beside where it is
  hear(here, node);
  const screen = { here, node, form, before };
  whenChosen(node, (touched, isMade) => follow(screen, touched, isMade));
  follow(screen, null);
  return node;
}

/** A pregnancy is heard beside the hours; never of a boy, a man or a small girl. */
function hear(here: Case, node: HTMLElement): void {
  const [field, { sex, age_band }] = [need(node, '[data-question="pregnant"]'), whom(here)];
  if (sex === "male" || age_band === "0_11") field.remove();
  else need(node, ".hours").append(field);
}

/** Each question folds into one line: answered, or usually as it is. */
function fold(form: HTMLElement, name: string): void {
  const field = need(form, `[data-question="${name}"]`);
  const node = piece("fold");
  node.classList.add(name);
  field.replaceWith(node);
  node.append(field);
}

/** Her own needs first, in her order; then all the others. */
function needsOf(here: Case, chosen: string): HTMLElement[] {
  const mine = namedLines(here).map((line) => line.need);
  const place = (code: string) => (mine.includes(code) ? mine.indexOf(code) : mine.length);
  return [...NEEDS].sort((a, b) => place(a) - place(b)).map((code) => {
    const node = piece("pick", { text: label("needs", code) });
    Object.assign(need<HTMLInputElement>(node, "input"), { value: code, checked: code === chosen });
    return node;
  });
}

/** Show what follows from an answer; its question folds once the answer is made. */
function follow(screen: Screen, touched: EventTarget | null, isMade = true): void {
  const { here, node } = screen;
  const asked = read(screen);
  const presses = PRESSING.includes(asked.need);
  const name = isMade && touched instanceof HTMLInputElement && touched.type === "radio" ? touched.name : "";
  if (!touched || name === "need") open(node, ".picked", asked.need === "");
  if (!touched || name !== "") open(node, ".band", presses && asked.band === "");
  for (const one of [".band", ".hours"]) need(node, one).hidden = !presses;
  sayChosen(node, asked);
  if (touched) keepAsked(here, asked);
  screen.before = asked;
  draw(screen, asked, presses);
  const next = presses ? ".band" : ".found";
  if (name !== "" && asked.need !== "") need(node, name === "need" ? next : '[data-slot="useful"]').scrollIntoView({ block: "start" });
}

/** Fold a part or unfold it; whoever was in it by keyboard stays at its line. */
function open(node: HTMLElement, selector: string, isOpen: boolean): void {
  const part = need<HTMLDetailsElement>(node, selector);
  const wasIn = !isOpen && part.contains(document.activeElement);
  part.open = isOpen;
  if (wasIn) need(part, "summary").focus({ preventScroll: true });
}

/** What is folded says in its line what was answered. */
function sayChosen(node: HTMLElement, { need: chosen, band, cercle }: Asked): void {
  const [place] = need<HTMLSelectElement>(node, ".cercle select").selectedOptions;
  const lines = {
    picked: chosen ? say("orient.need", { need: label("needs", chosen) }) : say("orient.which"),
    band: band ? say("orient.when", { when: label("band", band) }) : say("orient.when_asked"),
    cercle: cercle ? say("orient.near", { place: place?.textContent ?? "" }) : say("orient.near_here"),
  };
  for (const [name, text] of Object.entries(lines)) need(node, `.${name} > summary`).textContent = text;
}

/** Read the answers; another answer on when it was is told now. */
function read({ node, form, before }: Screen): Asked {
  const given = form.read();
  const hours = need<HTMLInputElement>(node, "#hours").value;
  const [now, isPlain] = [new Date().toISOString(), /^\d{1,3}$/.test(hours)];
  const since = isPlain ? new Date(Date.parse(now) - Number(hours) * HOUR).toISOString() : before.since;
  const band = String(given["band"] ?? "") || (isPlain ? bandOf(Number(hours)) : "");
  const pregnant = String(given["pregnant"] ?? "");
  const isNew = isPlain || band !== before.band;
  return {
    need: node.querySelector<HTMLInputElement>('input[name="need"]:checked')?.value ?? "",
    cercle: String(given["cercle"] ?? ""),
    band, since: isNew && !isPlain ? "" : since,
    told_at: isNew ? now : before.told_at,
    pregnant, said_more: before.said_more || isNew || pregnant !== before.pregnant,
  };
}

function draw({ here, node }: Screen, asked: Asked, presses: boolean): void {
  const isTold = presses && (asked.band !== "" || asked.since !== "");
  fill(node, { useful: isTold ? panel({ ...asked, now: momentOf(asked), ...whom(here), pregnant_said: asked.pregnant === "yes" }) : [] });
  const found = asked.need ? offersFor(here, asked) : [];
  const code = showCode(here.code);
  fill(node, { sites: siteCards(found, (organisation) => path("dossier", code, "orienter", asked.need, organisation)) });
  need(node, ".found").hidden = asked.need === "";
  need(node, ".empty").hidden = found.length > 0;
  const isNamed = namedLines(here).some((line) => line.need === asked.need);
  fill(node, { line: path("dossier", code, ...(isNamed ? ["ligne", asked.need] : ["besoins"])) });
}
