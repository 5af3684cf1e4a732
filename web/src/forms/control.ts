/** One question's inputs: read what is chosen or typed, put it, name its fault. */

import type { Json } from "../formats/canon.ts";
import type { Question } from "./check.ts";

export type Control = {
  readonly focusable: HTMLElement | null;
  read(): Json;
  put(value: Json): void;
  blame(text: string): void;
};

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Return how to handle one question's field. */
export function controlOf(question: Question, field: HTMLElement): Control {
  const boxes = [...field.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]")];
  const typed = field.matches("input") ? (field as HTMLInputElement) : field.querySelector<Typed>("input:not([type=checkbox], [type=radio]), textarea, select");
  const blame = (text: string) => show(field, typed ?? boxes[0], text);
  if (question.kind === "choice") return { focusable: boxes[0] ?? null, read: () => one(boxes), put: (value) => tick(boxes, [value]), blame };
  if (question.kind === "choices") return { focusable: boxes[0] ?? null, ...several(question, field, boxes), blame };
  return {
    focusable: typed,
    read: () => one(boxes) || plain(question, typed?.value.trim() ?? ""),
    put: (value) => {
      tick(boxes, [value]); // "not known" stands beside what is typed
      if (typed) typed.value = boxes.some((box) => box.checked) ? "" : String(value ?? "");
    },
    blame,
  };
}

function plain(question: Question, text: string): Json {
  return question.kind === "number" && /^\d+$/.test(text) ? Number(text) : text;
}

function one(boxes: readonly HTMLInputElement[]): string {
  return boxes.find((box) => box.checked)?.value ?? "";
}

function tick(boxes: readonly HTMLInputElement[], values: readonly Json[]): void {
  for (const box of boxes) box.checked = values.includes(box.value);
}

function several(question: Question, field: HTMLElement, boxes: readonly HTMLInputElement[]) {
  const rank = field.closest("need-order") as (HTMLElement & { order: readonly string[] }) | null;
  if (question.ordered && rank) {
    return { read: () => rank.order, put: (value: Json) => { rank.order = Array.isArray(value) ? value.map(String) : []; } };
  }
  return {
    read: () => boxes.filter((box) => box.checked).map((box) => box.value),
    put: (value: Json) => tick(boxes, Array.isArray(value) ? value : []),
  };
}

function show(field: HTMLElement, input: HTMLElement | null | undefined, text: string): void {
  const place = field.querySelector<HTMLElement>(".fault");
  if (!place) return;
  place.textContent = text;
  place.hidden = text === "";
  if (text) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
}
