/** Say in one place that something was saved, or what went wrong. */

import { Refused } from "./formats/refusal.ts";
import { stayingWhere } from "./router.ts";
import { need } from "./screen.ts";
import { type Holes, has, say } from "./words.ts";

const SHOWN = 4_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Say a message for a short while; screen readers hear it too. */
export function tellNews(code: string, holes: Holes = {}): void {
  const place = need(document, "#news");
  place.textContent = wordsFor(code, holes);
  clearTimeout(timer);
  timer = setTimeout(() => place.replaceChildren(), SHOWN);
}

/** Return an error in words that say what to do. */
export function wordsOf(error: unknown): string {
  return error instanceof Refused ? wordsFor(error.code, { field: error.field }) : wordsFor("unexpected");
}

/** Return the words of a code: its own, its family's (all of `http.500` has those of `http`), or the last ones. */
export function wordsFor(code: string, holes: Holes = {}): string {
  const [family = ""] = code.split(".");
  const known = [code, family].find((name) => name !== "" && has(name));
  return say(known ?? "unexpected", { code, ...holes });
}

/** Run a deed when its button is pressed: once at a time, faults beside it. */
export function deed(root: HTMLElement, name: string, work: (event: Event) => Promise<void> | void): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>(`[data-act="${name}"]`)) {
    button.addEventListener("click", (event) => void run(root, button, () => work(event)));
  }
}

async function run(root: HTMLElement, button: HTMLButtonElement, work: () => Promise<void> | void): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  fault(root, "");
  try {
    await stayingWhere(work);
  } catch (error) {
    fault(root, wordsOf(error));
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** Show a fault on the screen, where screen readers hear it. */
export function fault(root: ParentNode, text: string): void {
  const place = root.querySelector<HTMLElement>('[data-slot="fault"]');
  if (place) place.textContent = text;
}
