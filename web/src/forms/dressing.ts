/** Put symbols beside the answers that matter, and a voice beside the questions: after the form is there. */

import { deed } from "../news.ts";
import { piece } from "../screen.ts";
import { say } from "../words.ts";
import { type Heard, hush, listed, play, voicesOf } from "./hearing.ts";

/** The answers that matter most, whatever the form: her yes, danger, risk. */
const QUESTIONS = ["services", "statistics", "in_danger", "risk_level", "assent", "family_told", "heard_alone", "may_phone", "may_message", "may_visit", "may_meet"];
const ICONS: { readonly [code: string]: string } = {
  yes: "yes", no: "no", not_now: "later", unsure: "unsure", unknown: "unsure", high: "high", medium: "medium", low: "low",
};
const DRESSED = new WeakSet<Element>();

/** Dress every form that stands on the screen, each once. */
export function dressForms(screen: ParentNode, heard: Heard = listed()): void {
  for (const form of screen.querySelectorAll<HTMLElement>("[data-form]")) {
    const id = form.dataset["form"] ?? "";
    const asked = form.matches("[data-question]") ? [form] : [...form.querySelectorAll<HTMLElement>("[data-question]")];
    for (const question of asked) {
      if (DRESSED.has(question)) continue;
      DRESSED.add(question);
      const name = question.dataset["question"] ?? "";
      if (QUESTIONS.includes(name)) icons(question);
      voices(question, heard, id, name);
    }
  }
}

function icons(question: HTMLElement): void {
  for (const input of question.querySelectorAll<HTMLInputElement>(".choice > input")) {
    const icon = ICONS[input.value];
    if (icon) input.after(drawn(icon));
  }
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(name: string): SVGElement {
  const icon = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  icon.append(use);
  return icon;
}

function voices(question: HTMLElement, heard: Heard, form: string, name: string): void {
  const found = voicesOf(heard, form, name);
  if (found.length === 0) return;
  const place = document.createElement("div");
  place.className = "listens";
  place.append(...found.map(({ digest, name: language, language: lang }) => button(digest, language, lang)));
  question.querySelector("legend, label, h1")?.after(place);
}

function button(digest: string, language: string, lang: string): HTMLElement {
  const words = say("listen.play", { language });
  const node = piece("listen", { words });
  const tap = node.querySelector("button");
  const show = (isHeard: boolean): void => {
    tap?.toggleAttribute("data-heard", isHeard); // its name says what a tap does: no state besides
    const text = node.querySelector('[data-slot="words"]');
    if (text) text.textContent = isHeard ? say("listen.stop") : words;
  };
  node.dataset["voice"] = lang;
  deed(node, "listen", async () => {
    if (tap?.hasAttribute("data-heard")) return hush();
    if (await play(digest, () => show(false))) show(true);
  });
  return node;
}
