/**
 * Her conditions, in her own words ("not to my brother"): kept sealed with the yes that they bind,
 * opened on this device only. They leave with a yes of their own, or not at all.
 */

import { books, state } from "../notebook.ts";
import { need, piece } from "../screen.ts";
import { openRecord } from "../shelf/bodies.ts";
import { text } from "../shelf/known.ts";
import type { Case } from "../shelf/state.ts";
import { moment, say } from "../words.ts";

/** Where they lie: with the ways to reach her, since they may name whom she fears. */
export const COMPARTMENT = "contact";
const NAME = "conditions";

/** What she said once, to whom, and when. */
export type Condition = { readonly words: string; readonly recipient: string; readonly given: string };

/** Return what a yes seals; nothing when she set no conditions. */
export function asSealed(words: string): { readonly [compartment: string]: { readonly [question: string]: string } } {
  return words === "" ? {} : { [COMPARTMENT]: { [NAME]: words } };
}

/** Show the words that bind a yes; nothing when there are none, or they are not readable here. */
export async function remind(node: HTMLElement, here: Case, release: string): Promise<void> {
  const words = await wordsOf(here, release);
  if (words) need(node, '[data-slot="conditions"]').replaceChildren(piece("conditions", { words }));
}

async function wordsOf(here: Case, release: string): Promise<string> {
  const opened = await openRecord(books(), here.id, release).catch(() => null); // its key is gone, with the help that it served
  return text(opened?.[COMPARTMENT] ?? {}, NAME);
}

/** Draw where she sets them, with what she said before: nothing of it is filled in by itself. */
export async function asking(here: Case): Promise<HTMLElement> {
  const told = await saidBefore(here);
  const node = piece("bound", { before: told.map((one) => recalled(one, (words) => write(node, words))) });
  node.addEventListener("input", () => follow(node));
  if (told.length > 0) node.setAttribute("open", "");
  follow(node);
  return node;
}

/** Return what is written there. */
export function written(node: HTMLElement): string {
  return need<HTMLTextAreaElement>(node, "#write-conditions").value.trim();
}

/** Whether they leave is asked once they are said. */
function follow(node: HTMLElement): void {
  const isSaid = written(node) !== "";
  need(node, ".pass-on").hidden = !isSaid;
  if (!isSaid) need<HTMLInputElement>(node, ".pass-on input").checked = false;
}

function write(node: HTMLElement, words: string): void {
  const area = need<HTMLTextAreaElement>(node, "#write-conditions");
  area.value = words;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

function recalled({ words, recipient, given }: Condition, take: (words: string) => void): HTMLElement {
  const organisation = state().organisations.get(recipient)?.name ?? "";
  const node = piece("said-before", { words, when: say("conditions.before", { organisation, day: moment(given) }) });
  need(node, "button").addEventListener("click", () => take(words));
  return node;
}

/** The newest first. */
async function saidBefore(here: Case): Promise<Condition[]> {
  const hers = [...state().releases.values()].filter(({ survivor }) => survivor === here.survivor).reverse();
  const told = hers.map(async ({ id, recipient, given }) => ({ words: await wordsOf(here, id), recipient, given }));
  return distinct(await Promise.all(told));
}

/** Leave out what is empty, and what was said in the same words again. Pure. */
export function distinct(told: readonly Condition[]): Condition[] {
  return told.filter(({ words }, at) => words !== "" && told.findIndex((one) => one.words === words) === at);
}
