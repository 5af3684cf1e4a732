/**
 * What is written on a page and belongs to no draft yet: sealed while it is typed, and
 * back in its place when the same person opens again what had closed.
 */

import { draftOf, dropDraft, keepDraft } from "../outbox/drafts.ts";
import { need } from "../screen.ts";
import { type Session, isOpen, session } from "./session.ts";

const PLACE = "unsaved";
const PAUSE = 500;
const TEXTS = 'textarea[id], select[id], input[id]:not([type="password"], [type="radio"], [type="checkbox"], [type="hidden"], [autocomplete="one-time-code"])';
const CHOICES = "[data-question] input:checked";

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** Where on the page → what is typed there; a choice is only ticked. */
type Said = { readonly [where: string]: string };

let timer: ReturnType<typeof setTimeout> | undefined;
let sitting: Session | null = null;
/** One after the other: what is dropped when a page is left must not take away what is typed on the next. */
let turn: Promise<unknown> = Promise.resolve();
/** Whether something may lie there: a page that was only read costs no look at the disk. */
let isKept = true;

/** Follow what is typed; nothing is kept of a page that was left or saved. */
export function follow(): void {
  sitting = session();
  need(document, "#screen").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(keep), PAUSE);
  });
  addEventListener("hashchange", drop);
  document.addEventListener("saved", drop);
}

/** Put it back, once, after the notebook closed and was opened again. */
export async function restore(): Promise<void> {
  const mine = session();
  if (mine === sitting) return;
  [sitting, isKept] = [mine, true];
  await turn;
  const { at, said } = (await draftOf(mine, PLACE)) as { at?: string; said?: Said };
  if (at !== location.hash) return drop();
  for (const [where, text] of Object.entries(said ?? {})) put(where, text);
}

function inTurn(work: () => Promise<void>): void {
  turn = turn.then(work).catch(() => undefined);
}

async function keep(): Promise<void> {
  isKept = true;
  if (isOpen()) await keepDraft(session(), PLACE, { at: location.hash, said: written(need(document, "#screen")) });
}

function drop(): void {
  clearTimeout(timer);
  if (!isKept || !isOpen()) return;
  isKept = false;
  const mine = session();
  inTurn(() => dropDraft(mine, PLACE).catch(() => void (isKept = true)));
}

function written(screen: HTMLElement): Said {
  const texts = [...screen.querySelectorAll<Typed>(TEXTS)].filter(({ value }) => value !== "");
  const ticked = [...screen.querySelectorAll<HTMLInputElement>(CHOICES)];
  return Object.fromEntries([
    ...texts.map(({ id, value }) => [`#${CSS.escape(id)}`, value]),
    ...ticked.map((box) => [`[data-question="${CSS.escape(questionOf(box))}"] input[value="${CSS.escape(box.value)}"]`, ""]),
  ]) as Said;
}

function questionOf(box: HTMLElement): string {
  return box.closest<HTMLElement>("[data-question]")?.dataset["question"] ?? "";
}

function put(where: string, text: string): void {
  const place = need(document, "#screen").querySelector<Typed>(where);
  const isTick = place instanceof HTMLInputElement && ["radio", "checkbox"].includes(place.type);
  if (!place || (isTick ? place.checked : place.value !== "")) return; // a draft of its own put it there
  if (isTick) place.checked = true;
  else place.value = text;
  for (const kind of ["input", "change"]) place.dispatchEvent(new Event(kind, { bubbles: true }));
}
