/** What an entry says besides its reasons: how to get there, in which languages, with which papers. */

import type { JsonObject } from "../formats/canon.ts";
import type { Place } from "../shelf/fold-site.ts";
import { list, text } from "../shelf/known.ts";

/** Words for codes: of a question, of an answer. */
export type Words = { readonly say: (code: string) => string; readonly label: (question: string, code: string) => string };
/** A question in words, and what stands beneath it. */
export type Line = readonly [question: string, answer: string];

const CHOSEN = ["interpreter", "documents", "transport", "women_staff", "men", "children"];
const AGES = ["age_from", "age_to"];
const NOBODY_KNOWS = ["", "unknown", "declined"];

/** Return what an entry says, line by line; what nobody knows is no line. */
export function toldOf({ said }: Pick<Place, "said">, { say, label }: Words): Line[] {
  const spoken = text(said, "languages").split(" ").filter(Boolean).map((code) => label("spoken", code));
  const rounds = text(said, "outreach").split("|").flatMap((where, day) => (where ? [`${label("week", String(day))} ${where}`] : []));
  const free: Line[] = [[say("site.way"), text(said, "directions")], [say("site.spoken"), spoken.join(", ")], [say("question.mobile"), rounds.join(", ")]];
  const chosen = CHOSEN.map((name): Line => [say(`question.${name}`), codes(said, name).map((code) => label(name, code)).join(", ")]);
  const ages = AGES.map((name): Line => [say(`question.${name}`), typeof said[name] === "number" ? String(said[name]) : ""]);
  return [...free, ...chosen, ...ages].filter(([, answer]) => answer);
}

/** Return how much room a place has, as `Lits : 0 / 4`; nothing where nobody told. */
export function roomOf({ room }: Pick<Place, "room">, { label }: Words): string {
  if (!room || room["available"] === undefined) return "";
  const most = room["most"] === undefined ? "" : ` / ${room["most"]}`;
  return `${label("unit", text(room, "unit"))} : ${room["available"]}${most}`;
}

function codes(said: JsonObject, name: string): string[] {
  const many = Array.isArray(said[name]) ? list(said, name) : [text(said, name)];
  return many.filter((code) => !NOBODY_KNOWS.includes(code));
}
