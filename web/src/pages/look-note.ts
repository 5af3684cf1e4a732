/** Where a supervisor's look at a child's yes stands, on the child's case: help does not wait for it. */

import { piece } from "../screen.ts";
import type { Look } from "../shelf/fold-look.ts";
import { label, say } from "../words.ts";

/** Draw it while it waits, or when it came back; else there is nothing to do. */
export function lookNote(look: Look | undefined, again: string): HTMLElement[] {
  if (look?.standing === "waiting") {
    const { why } = look;
    return [piece("look-note", { what: say(`look.waits.${why}`), meanwhile: say(`look.meanwhile.${why}`), again: null })];
  }
  if (look?.standing !== "returned") return [];
  const node = piece("look-note", {
    what: say("look.returned", { reason: label("look_reason", look.reason) }), meanwhile: say("look.meanwhile.returned"), again,
  });
  node.classList.add("due");
  return [node];
}
