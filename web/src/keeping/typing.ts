/** Type the 24 words of a sheet, with completion; a wrong one is said where it stands. */

import { Refused } from "../formats/refusal.ts";
import { type Share, WORD_COUNT, readShare, wordsLike } from "../formats/shares.ts";
import { need, piece } from "../screen.ts";
import { WORDS } from "../session/wordlist.ts";
import { say } from "../words.ts";

const FEWEST = 3;

/** Draw the fields; what is typed never leaves this page. */
export function fields(): HTMLElement {
  const node = piece("sheet-fields");
  const list = need(node, "datalist");
  const inputs = Array.from({ length: WORD_COUNT }, (_none, at) => field(at, list));
  need(node, '[data-slot="words"]').replaceChildren(...inputs.map((input) => wrapped(input)));
  inputs.forEach((input, at) => listen(input, inputs, at, list));
  return node;
}

function field(at: number, list: HTMLElement): HTMLInputElement {
  const input = document.createElement("input");
  Object.assign(input, { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: false, maxLength: 400 });
  input.setAttribute("aria-label", say("sheet.word_at", { number: at + 1 }));
  input.dataset["place"] = String(at + 1);
  input.setAttribute("list", list.id);
  return input;
}

function wrapped(input: HTMLInputElement): HTMLElement {
  const row = document.createElement("li");
  row.append(input);
  return row;
}

function listen(input: HTMLInputElement, all: readonly HTMLInputElement[], at: number, list: HTMLElement): void {
  input.addEventListener("input", () => {
    const words = wordsIn(input.value);
    if (words.length > 1) return spread(words, all, at);
    offer(list, input.value);
    if (/\s$/.test(input.value)) settle(input, all[at + 1]);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    settle(input, all[at + 1]);
  });
  input.addEventListener("change", () => settle(input));
}

function offer(list: HTMLElement, start: string): void {
  list.replaceChildren(...wordsLike(start).map((word) => Object.assign(document.createElement("option"), { value: word })));
}

/** Complete a word that only one of the list can be, mark one that none is, go on to the next. */
function settle(input: HTMLInputElement, next?: HTMLInputElement): void {
  const start = input.value.trim().toLowerCase();
  const [only, other] = wordsLike(start, 2);
  input.value = only && !other && start.length >= FEWEST ? only : start;
  const known = start === "" || WORDS.includes(input.value);
  input.toggleAttribute("aria-invalid", !known);
  input.setCustomValidity(known ? "" : say("share.word", { field: input.dataset["place"] ?? "" }));
  if (known && start !== "") next?.focus();
}

/** Words that were pasted or scanned fill the fields from here on. */
function spread(words: readonly string[], all: readonly HTMLInputElement[], at: number): void {
  words.forEach((word, place) => {
    const input = all[at + place];
    if (input) Object.assign(input, { value: word });
  });
  all.slice(at, at + words.length).forEach((input) => settle(input));
  all[Math.min(at + words.length, all.length) - 1]?.focus();
}

/** Return the words of a text. */
export function wordsIn(text: string): string[] {
  return text.trim().toLowerCase().split(/[\s,;.]+/).filter((word) => word !== "");
}

/** Read the sheet that was typed, and clear the fields; refuse one of another epoch. */
export async function taken(node: ParentNode, epoch: number): Promise<Share> {
  const inputs = [...node.querySelectorAll<HTMLInputElement>(".sheet-words input")];
  const share = await readShare(inputs.map(({ value }) => value.trim().toLowerCase()).filter((word) => word !== ""));
  if (share.epoch !== epoch) throw new Refused("share.epoch", String(share.epoch));
  for (const input of inputs) input.value = "";
  return share;
}
