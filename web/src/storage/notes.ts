/** What the day's page says of this device: what was cleared, and what has waited too long. */

import { stepAside } from "../pages/stepping.ts";
import { piece } from "../screen.ts";
import { deed } from "../news.ts";
import type { Session } from "../session/session.ts";
import { count, say } from "../words.ts";
import { clearedHere, leaveMark } from "./marker.ts";
import { waitedHere } from "./unsent.ts";

let gone = 0;
let sitting: Session | null = null;

/** Return the notes for the day's page. */
export async function storageNotes(mine: Session): Promise<HTMLElement[]> {
  if (mine !== sitting) await begin(mine);
  const waited = await waitedHere(mine);
  return [
    ...(gone > 0 ? [heard(count("storage.cleared", gone))] : []),
    ...(waited ? [piece("storage-note", { text: say(`storage.waited.${waited.step}`, { days: waited.days }) })] : []),
  ];
}

/** Look at the mark before it is left anew; from then on it follows what waits. */
async function begin(mine: Session): Promise<void> {
  gone = await clearedHere(mine, localStorage);
  if (gone === 0) await leaveMark(mine, localStorage);
  sitting = mine; // only now: what fails is looked at again
}

/** Leave the mark after each change, as long as what it tells was heard. */
export async function follow(mine: Session): Promise<void> {
  if (mine === sitting && gone === 0) await leaveMark(mine, localStorage);
}

function heard(text: string): HTMLElement {
  const node = piece("storage-gone", { text });
  deed(node, "heard", async () => {
    gone = 0;
    if (sitting) await leaveMark(sitting, localStorage);
    stepAside(node);
  });
  return node;
}
