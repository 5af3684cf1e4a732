/** Every sentence comes from the page's list of messages, by code. */

const HOLE = /\{(\w+)\}/g;

export type Holes = { readonly [name: string]: string | number };

/** Code → message, read once: a long case asks for a thousand. */
const MESSAGES = new WeakMap<Element, Map<string, string>>();

function list(): Map<string, string> {
  const template = document.getElementById("messages");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("no messages");
  const known = MESSAGES.get(template) ?? messagesOf(template.content);
  MESSAGES.set(template, known);
  return known;
}

function messagesOf(content: ParentNode): Map<string, string> {
  const found = new Map<string, string>();
  for (const item of content.querySelectorAll<HTMLElement>("[data-code]")) {
    const code = item.dataset["code"] ?? "";
    if (!found.has(code)) found.set(code, item.textContent ?? "");
  }
  return found;
}

/** Take in the messages that came later. */
export function learn(content: ParentNode): void {
  for (const [code, text] of messagesOf(content)) list().set(code, text);
}

/** Tell whether there is a message of that code. */
export function has(code: string): boolean {
  return list().has(code);
}

/** Return a message with its holes filled; the code itself when there is none. */
export function say(code: string, holes: Holes = {}): string {
  return list().get(code)?.replace(HOLE, (_all, name: string) => String(holes[name] ?? "")) ?? code;
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

/** Return the labels of several coded answers, to stand inside a sentence. */
export function inWordsOf(question: string, codes: readonly string[]): string {
  return codes.map((code) => label(question, code).replace(/^\p{Lu}(?=\p{Ll}|’)/u, (first) => first.toLowerCase())).join(language() === "fr" ? "\u00a0; " : "; ");
}

/** Return the page's language. */
export function language(): string {
  return document.body.dataset["language"] ?? "fr";
}

/** Return how days and hours are written: in English too, the day comes first. */
export function locale(): string {
  return language() === "en" ? "en-GB" : language();
}

const STYLES = {
  day: { weekday: "long", day: "numeric", month: "long" },
  month: { month: "long", year: "numeric" },
  short: { day: "numeric", month: "short" },
  hour: { hour: "2-digit", minute: "2-digit" },
} as const satisfies { readonly [style: string]: Intl.DateTimeFormatOptions };
/** Making a format costs far more than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function written(style: keyof typeof STYLES, date: Date): string {
  const key = `${style} ${language()}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale(), STYLES[style]);
  formats.set(key, format);
  return Number.isNaN(date.getTime()) ? "" : format.format(date);
}

/** Write a day for reading. */
export function day(text: string): string {
  return written("day", new Date(text.length === 10 ? `${text}T12:00:00` : text));
}

/** Write a month for reading; what is not one, as an answer. */
export function monthOf(text: string): string {
  return /^\d{4}-\d{2}$/.test(text) ? written("month", new Date(`${text}-15T12:00:00`)) : label("month", text);
}

/** Write the hour of a moment. */
export function hour(text: string): string {
  return written("hour", new Date(text));
}

/** Write a moment for reading: the hour today, the day before that. */
export function moment(text: string, now: Date = new Date()): string {
  const date = new Date(text);
  return written(date.toDateString() === now.toDateString() ? "hour" : "short", date);
}
