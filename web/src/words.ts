/** Every sentence comes from the page's list of messages, by code. */

const HOLE = /\{(\w+)\}/g;

export type Holes = { readonly [name: string]: string | number };

function list(): ParentNode {
  const template = document.getElementById("messages");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("no messages");
  return template.content;
}

/** Tell whether there is a message of that code. */
export function has(code: string): boolean {
  return list().querySelector(`[data-code="${CSS.escape(code)}"]`) !== null;
}

/** Return a message with its holes filled; the code itself when there is none. */
export function say(code: string, holes: Holes = {}): string {
  const found = list().querySelector(`[data-code="${CSS.escape(code)}"]`);
  if (!found) return code;
  return (found.textContent ?? "").replace(HOLE, (_all, name: string) => String(holes[name] ?? ""));
}

/** Return a message for one or for many. */
export function count(code: string, number: number): string {
  const form = number < 2 ? "one" : "many";
  return say(`${code}.${number === 0 && has(`${code}.none`) ? "none" : form}`, { number });
}

/** Return the label of a coded answer. */
export function label(question: string, code: string): string {
  for (const key of [`${question}.${code}`, `answer.${code}`]) if (has(key)) return say(key);
  return code;
}

/** Return code and name of every choice of a question. */
export function labelsOf(question: string): (readonly [string, string])[] {
  const found = list().querySelectorAll<HTMLElement>(`[data-code^="${CSS.escape(question)}."]`);
  return [...found].map((item) => [item.dataset["code"]?.slice(question.length + 1) ?? "", item.textContent ?? ""]);
}

/** Return the page's language. */
export function language(): string {
  return document.body.dataset["language"] ?? "fr";
}

/** Write a day for reading. */
export function day(text: string): string {
  const date = new Date(text.length === 10 ? `${text}T12:00:00` : text);
  return date.toLocaleDateString(language(), { weekday: "long", day: "numeric", month: "long" });
}

/** Write a month for reading; what is not one, as an answer. */
export function monthOf(text: string): string {
  if (!/^\d{4}-\d{2}$/.test(text)) return label("month", text);
  return new Date(`${text}-15T12:00:00`).toLocaleDateString(language(), { month: "long", year: "numeric" });
}

/** Write a moment for reading: the hour today, the day before that. */
export function moment(text: string, now: Date = new Date()): string {
  const date = new Date(text);
  if (date.toDateString() === now.toDateString()) {
    return date.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
  }
  return date.toLocaleDateString(language(), { day: "numeric", month: "short" });
}
