/** On “Moi”: whether the browser keeps this notebook, what is carried, and the way to the home screen. */

import { keep, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { say } from "../words.ts";
import { isPromised } from "./persist.ts";
import { frontPiece, isThere } from "./prompt.ts";

/** Draw it where it belongs. */
export async function storageIn(place: HTMLElement): Promise<void> {
  const isKept = await isPromised().catch(() => false);
  const front = isThere() ? [] : [await frontPiece(session(), { isOnce: false })];
  const node = piece("storage", { promise: say(isKept ? "storage.promised" : "storage.unpromised"), front });
  place.replaceWith(keep(node, [...(may("case.write") ? ["carry"] : []), ...(isThere() ? [] : ["install"])]));
}
