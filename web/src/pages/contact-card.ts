/** How to reach her without harm, in words; or that nobody may. */

import type { JsonObject } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { wordsOf } from "../news.ts";
import { books } from "../notebook.ts";
import { fill, keep, piece } from "../screen.ts";
import { list, text } from "../shelf/known.ts";
import { openContact } from "../shelf/protecting.ts";
import type { Case } from "../shelf/state.ts";
import { has, label, say } from "../words.ts";
import { onTap } from "./sealed.ts";

/** One line of the card: `contact.<code>` with its values, coded or in her words. */
export type Way = { readonly code: string; readonly tone: "got" | "void"; readonly said: readonly (readonly [question: string, value: string])[] };

const MAY = ["may_phone", "may_message", "may_visit", "may_meet"] as const;
const BESIDE = ["may_answer", "if_someone_else", "if_cut", "may_hear", "cover", "code_word"] as const;

/** Draw the card; it is opened on this device, and says so when it cannot be. */
export function contactCard(here: Case, edit: string): HTMLElement {
  const node = piece("contact-card", { edit });
  onTap(node, "number", async () => [piece("item", { text: text(await opened(here), "phone") })]);
  void opened(here).then((contact) => shown(node, contact), (error) => fill(node, { ways: toned(wordsOf(error), "due") }));
  return node;
}

async function opened(here: Case): Promise<JsonObject> {
  const found = await openContact(books(), here.id, here.survivor);
  if (!found) throw new Refused("sealed.unreadable");
  return found;
}

function shown(node: HTMLElement, contact: JsonObject): void {
  const ways = waysOf(contact);
  keep(node, text(contact, "phone") ? ["number"] : []);
  node.classList.toggle("wait", ways.length === 0);
  const lines = ways.map(({ code, tone, said }) => {
    const value = said.map(([question, told]) => label(question, told)).join(", ");
    return toned(say(has(`contact.${code}.${value}`) ? `contact.${code}.${value}` : `contact.${code}`, { value }), tone);
  });
  fill(node, { ways: lines.length > 0 ? lines : [toned(say("contact.never"), "wait")] });
}

function toned(text: string, tone: string): HTMLElement {
  const node = piece("way", { text });
  node.classList.add(tone);
  return node;
}

/** Return what she allows, then what to heed; empty when nobody may contact her. Pure. */
export function waysOf(contact: JsonObject): Way[] {
  const said = (...names: string[]) => names.flatMap((name) => valuesOf(contact, name).map((value) => [name, value] as const));
  const line = (code: string, ...names: string[]): Way[] => (said(...names).length > 0 ? [{ code, tone: "got", said: said(...names) }] : []);
  const allowed = MAY.filter((name) => text(contact, name) === "yes");
  if (allowed.length === 0 && text(contact, "meet_where") === "") return [];
  return [
    ...(allowed.includes("may_phone") ? [] : [{ code: "not_phone", tone: "void", said: [] } as const]),
    ...allowed.filter((name) => name !== "may_meet").map((name): Way => ({ code: name, tone: "got", said: name === "may_visit" ? [] : said("whose_phone") })),
    ...line("meet", "meet_where"),
    ...line("when", "safe_days", "safe_hours"),
    ...BESIDE.flatMap((name) => line(name, name)),
  ];
}

function valuesOf(contact: JsonObject, name: string): string[] {
  const several = list(contact, name);
  return several.length > 0 ? several : [text(contact, name)].filter((value) => value !== "");
}
