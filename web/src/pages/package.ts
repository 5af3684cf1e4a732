/** The sheet that travels with a referral, drawn the same on both sides. */

import type { JsonObject } from "../formats/canon.ts";
import { unpacked } from "../forms/package.ts";
import { piece } from "../screen.ts";
import { label, say } from "../words.ts";
import { text } from "../shelf/known.ts";
import { pairsOf } from "./sealed.ts";

/** The words by which both sides speak of a referral: not her code. */
export function tokenOf(referral: string): string {
  return referral.slice(-8).toUpperCase().replace(/(.{4})(?=.)/g, "$1-");
}

/** Draw a sheet as pairs; nothing when its shape is not known here. */
export function packagePairs(referral: string, content: JsonObject): HTMLElement[] {
  const { need, contact = {}, ...written } = unpacked(content);
  const told = [
    ...(need ? [pair("sheet.need", label("needs", text(need, "service"))), pair("sheet.urgent", label("urgent", text(need, "urgent")))] : []),
    ...pairsOf(contact),
    ...Object.entries(written).map(([category, said]) => pair(`question.${category}`, text(said, "summary"))),
  ];
  return told.length > 0 ? [pair("sheet.token", tokenOf(referral)), ...told] : [];
}

function pair(term: string, value: string): HTMLElement {
  return piece("pair", { term: say(term), value });
}
