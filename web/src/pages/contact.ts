/** How to reach her without harm: the default is "do not". */

import type { JsonObject } from "../formats/canon.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { label, say } from "../words.ts";

/** Return the safe way in one line, opened on this device. */
export async function safeWay(shelf: Shelf, here: string): Promise<string> {
  const survivor = shelf.state().cases.get(here)?.survivor ?? "";
  const { contact = {} } = await openRecord(shelf, here, survivor);
  return wayOf(contact);
}

/** Return the safe way in one line. */
export function wayOf(contact: JsonObject): string {
  const text = (name: string) => String(contact[name] ?? "");
  const list = Array.isArray(contact["safe_days"]) ? contact["safe_days"].map(String) : [];
  const parts = [
    contact["may_phone"] === "yes" ? say("contact.phone", { phone: text("phone") }) : say("contact.no_phone"),
    list.map((day) => label("safe_days", day)).join(", "),
    text("safe_hours"),
    text("meet_where"),
    text("cover"),
    text("code_word") ? say("contact.word", { word: text("code_word") }) : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}
