/**
 * What was half written when the desk closed by itself comes back to who wrote it, on this browser, for a day.
 *
 *   <resting-words data-keys="KEY KEY" data-here="…" data-elsewhere="…"></resting-words>
 *
 * The server gives each person a key of the day, and never sees the words; the browser keeps them sealed, and no key.
 * So whoever opens the desk next reads nothing, nor does whoever takes the browser. Leaving by the button keeps nothing.
 */

import { type Bytes, type Json, b64, bytesOf, unb64 } from "../formats/canon.ts";
import { KEY_SIZE, SALT_SIZE, decrypt, encrypt } from "../formats/aead.ts";
import { platform } from "../formats/random.ts";

const PLACE = "resting";
const LABEL = "demeso/resting/v1\n";
export const DAY = 86_400_000;
const PLAIN = ["", "text", "date", "number", "search", "tel", "email"];

export type Word = { readonly form: number; readonly action: string | null; readonly name: string; readonly value: string; readonly on?: boolean };
/** A form of the page: where it is sent, and the marks of what it takes. */
export type Seat = { readonly action: string | null; readonly takes: readonly string[] };
export type Words = { readonly page: string; readonly words: readonly Word[] };
type Kept = { readonly at: number; readonly salt: string; readonly ct: string };
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Seal words under the key of the day. */
export async function rest(words: Words, key: Bytes, shelf: Shelf, now: number): Promise<void> {
  const salt = platform(SALT_SIZE);
  const ct = await encrypt(key, salt, LABEL, { at: now }, bytesOf(JSON.stringify(words)));
  shelf.setItem(PLACE, JSON.stringify({ at: now, salt: b64(salt), ct: b64(ct) } satisfies Kept));
}

/** Return what one of my keys opens; what is older than a day goes, what is another's stays shut until then. */
export async function wake(keys: readonly Bytes[], shelf: Shelf, now: number): Promise<Words | null> {
  const kept = read(shelf.getItem(PLACE));
  if (!kept || now - kept.at > DAY || kept.at > now) shelf.removeItem(PLACE);
  else for (const key of keys) {
    const found = await decrypt(key, unb64(kept.salt, SALT_SIZE), LABEL, { at: kept.at } as Json, unb64(kept.ct)).catch(() => null);
    if (found) return JSON.parse(new TextDecoder().decode(found)) as Words;
  }
  return null;
}

function read(text: string | null): Kept | null {
  try {
    return JSON.parse(text ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/** Return which form takes each word; null unless every word has one. */
export function placesOf(seats: readonly Seat[], words: readonly Word[]): number[] | null {
  const found = words.map((word) => seatOf(seats, word));
  return found.includes(-1) ? null : found;
}

/** An address names its record, a place on the page does not: that counts only where a form has no address. */
function seatOf(seats: readonly Seat[], { form, action, name, value, on }: Word): number {
  const mark = markOf(name, value, on !== undefined);
  const fit = seats.flatMap((seat, at) => seat.action === action && seat.takes.includes(mark) ? [at] : []);
  if (action === null) return fit.includes(form) ? form : -1;
  return fit.length === 1 ? fit[0]! : -1;
}

const markOf = (name: string, value: string, isBox: boolean) => isBox ? `${name}\n${value}` : name;

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const inputs = (form: HTMLFormElement) => [...form.elements].filter((one): one is Input => "name" in one && isPlain(one as Input));
const isBox = (one: Input): one is HTMLInputElement => one.type === "radio" || one.type === "checkbox";

/** Never what is secret, hidden or a button. */
function isPlain({ type, name }: Input): boolean {
  return name !== "" && [...PLAIN, "textarea", "select-one", "radio", "checkbox"].includes(type);
}

/** Return what was written or ticked on this page in forms that change something. */
function written(): Word[] {
  return forms().flatMap((form, at) => inputs(form).filter(isChanged).map((one) =>
    ({ form: at, action: form.getAttribute("action"), name: one.name, value: one.value, ...(isBox(one) ? { on: one.checked } : {}) })));
}

const mark = (one: Input) => markOf(one.name, one.value, isBox(one));
const seats = (): Seat[] => forms().map((form) => ({ action: form.getAttribute("action"), takes: inputs(form).map(mark) }));
const forms = () => [...document.querySelectorAll<HTMLFormElement>('main form[method="post"]')];

function isChanged(one: Input): boolean {
  if (isBox(one)) return one.checked !== one.defaultChecked;
  if (one instanceof HTMLSelectElement) return ![...one.options].some((each) => each.defaultSelected && each.selected) && one.selectedIndex > 0;
  return one.value !== one.defaultValue;
}

export class RestingWords extends HTMLElement {
  private readonly keys = (this.dataset["keys"] ?? "").split(" ").filter((one) => one !== "").map((one) => unb64(one, KEY_SIZE));

  connectedCallback(): void {
    void wake(this.keys, localStorage, Date.now()).then((found) => found && this.bring(found)).catch(() => undefined); // what cannot be read is not shown
  }

  /** Read what stands on the page now, and seal it. */
  async rest(): Promise<void> {
    const [words, [today]] = [written(), this.keys];
    if (words.length > 0 && today) await rest({ page: here(), words }, today, localStorage, Date.now());
  }

  /** Whoever leaves by the button leaves nothing. */
  forget(): void {
    localStorage.removeItem(PLACE);
  }

  private bring({ page, words }: Words): void {
    if (!/^\/[^/]/.test(page)) return; // a page of ours, and nothing else
    const places = page === here() ? placesOf(seats(), words) : null;
    places?.forEach((at, nth) => put(forms()[at]!, words[nth]!));
    const isHere = places !== null;
    const [note, way] = [document.createElement("p"), document.createElement("a")];
    note.className = isHere ? "note got" : "note due";
    note.setAttribute("role", "status");
    way.textContent = this.dataset["elsewhere"] ?? "";
    way.href = page;
    note.append(isHere ? (this.dataset["here"] ?? "") : way);
    document.querySelector("main")?.prepend(note);
    if (isHere) this.forget();
  }
}

function here(): string {
  return `${location.pathname}${location.search}`;
}

function put(form: HTMLFormElement, { name, value, on }: Word): void {
  const input = inputs(form).find((one) => mark(one) === markOf(name, value, on !== undefined));
  if (input && isBox(input)) input.checked = on === true;
  else if (input) input.value = value;
}
