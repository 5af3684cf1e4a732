/** The sheet that travels with a referral, drawn the same on both sides. */

import type { JsonObject } from "../formats/canon.ts";
import { piece } from "../screen.ts";
import { label, say } from "../words.ts";
import { pairsOf } from "./sealed.ts";

/** The words by which both sides speak of a referral: not her code. */
export function tokenOf(referral: string): string {
  return referral.slice(-8).toUpperCase().replace(/(.{4})(?=.)/g, "$1-");
}

/** Draw a sheet as pairs. */
export function packagePairs(referral: string, content: JsonObject): HTMLElement[] {
  const { need, urgent, ...rest } = content;
  return [
    piece("pair", { term: say("sheet.token"), value: tokenOf(referral) }),
    piece("pair", { term: say("sheet.need"), value: label("needs", String(need ?? "")) }),
    piece("pair", { term: say("sheet.urgent"), value: label("urgent", String(urgent ?? "no")) }),
    ...pairsOf(rest),
  ];
}
