/** How to reach her without harm, in one line: beside everything there is to do. */

import type { JsonObject } from "../formats/canon.ts";
import { openSealed } from "../shelf/bodies.ts";
import { list, text } from "../shelf/known.ts";
import type { Live } from "../shelf/merging.ts";
import { sealedOf } from "../shelf/registers.ts";
import type { Shelf } from "../shelf/shelf.ts";
import type { Case } from "../shelf/state.ts";
import { has, label, say } from "../words.ts";

/** What was opened, by the acts that sealed it; forgotten with the shelf, when the notebook is closed. */
const OPENED = new WeakMap<Shelf, Map<string, JsonObject>>();
const WAYS = ["may_phone", "may_message", "may_visit", "may_meet"];

/** Open the safe way of a case on this device, and nothing else: neither name nor story. */
export async function safeWay(shelf: Shelf, { id, survivor }: Pick<Case, "id" | "survivor">): Promise<string> {
  const live = sealedOf(shelf.state().registers, survivor, "contact");
  if (live.length === 0) return say("way.unsaid");
  const opened = OPENED.get(shelf) ?? new Map<string, JsonObject>();
  OPENED.set(shelf, opened);
  const acts = live.map(({ act }) => act).join();
  const contact = opened.get(acts) ?? (await openLive(shelf, id, survivor, live));
  if (!contact) return say("way.unread");
  opened.set(acts, contact);
  return wayOf(contact);
}

/** Usually one answer stands; of several, the most protective. */
async function openLive(shelf: Shelf, id: string, survivor: string, live: Live): Promise<JsonObject | null> {
  if (live.length === 1) return openSealed(shelf, id, live[0]?.act ?? "", "contact");
  const { openContact } = await import("../shelf/protecting.ts");
  return openContact(shelf, id, survivor);
}

/** Return the safe way in one line; what is not said is no. */
export function wayOf(contact: JsonObject): string {
  const said = (name: string) => text(contact, name);
  const allowed = WAYS.filter((name) => said(name) === "yes");
  if (allowed.length === 0) return say("way.none");
  const days = list(contact, "safe_days").map((day) => label("safe_days", day)).join(", ");
  const parts = [
    ...(allowed.includes("may_phone") ? [] : [say("way.no_phone")]),
    ...allowed.filter((name) => name !== "may_meet").map((name) => say(`way.${name}`)),
    ...[days, said("safe_hours"), said("meet_where"), said("cover")],
    said("code_word") ? say("way.word", { word: said("code_word") }) : "",
    answers("if_someone_else", said("if_someone_else")),
  ];
  return sentence(parts.filter((part) => part !== ""));
}

function answers(question: string, code: string): string {
  return code !== "" && has(`${question}.${code}`) ? say("way.someone_else", { what: label(question, code) }) : "";
}

function sentence(parts: readonly string[]): string {
  const whole = parts.join(", ");
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
