/** Warn beside a story, while it is written, of what would name someone. It can be kept all the same. */

import { say } from "../words.ts";
import type { Form, Question } from "./check.ts";
import { marks } from "./guard.ts";

/** Her name and number have a place of their own; in a story they would say too much. */
export function isWatched({ kind, compartment = "" }: Question): boolean {
  return kind === "story" && ["narrative", "package"].includes(compartment);
}

/** Watch the stories of a form; what is pasted or filled in counts like what is typed. */
export function watch(form: Form, node: HTMLElement): void {
  for (const question of form.questions.filter(isWatched)) {
    const field = node.querySelector<HTMLElement>(`[data-question="${question.name}"]`);
    const typed = field?.querySelector("textarea");
    if (!field || !typed) continue;
    const note = document.createElement("p");
    note.className = "note due";
    note.setAttribute("role", "status");
    note.id = `${typed.id}-named`;
    typed.after(note);
    typed.setAttribute("aria-describedby", `${typed.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
    const look = () => tell(note, typed.value);
    node.addEventListener("input", look);
    look();
  }
}

function tell(note: HTMLElement, text: string): void {
  const words = marks(text).map((mark) => say(`guard.${mark}`));
  const said = words.length > 0 ? [...words, say("guard.why")].join(" ") : "";
  if (note.textContent !== said) note.textContent = said; // said once, not at every key
  note.hidden = said === "";
}
