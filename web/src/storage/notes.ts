/** What the day's page says of this device: what was cleared, and what has waited too long. */

import { newId } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { save } from "../notebook.ts";
import { standing } from "../outbox/store.ts";
import { stepAside } from "../pages/stepping.ts";
import { piece } from "../screen.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { count, say } from "../words.ts";
import { type Counted, hear, lossesOf, reckon, sayLosses, unread } from "./losses.ts";
import { type Mark, leaveMark } from "./marker.ts";
import { waitedHere } from "./unsent.ts";

let sitting: Session | null = null;

/** Return the notes for the day's page. */
export async function storageNotes(mine: Session): Promise<HTMLElement[]> {
  if (mine !== sitting) await begin(mine);
  const waited = await waitedHere(mine);
  return [
    ...(await lossNotes(mine)),
    ...(waited ? [piece("storage-note", { text: say(`storage.waited.${waited.step}`, { days: waited.days }) })] : []),
  ];
}

/** Look at the mark before it is left anew; from then on it follows what waits. */
async function begin(mine: Session): Promise<void> {
  await reckon(mine, localStorage, (loss) => told(mine, loss));
  sitting = mine; // only now: what fails is looked at again
}

/** Leave the mark after each change. */
export async function follow(mine: Session): Promise<void> {
  if (mine === sitting) await leaveMark(mine, localStorage);
}

/** Tell the server by an act like any other: it waits for a network, and is sent until it is kept. */
async function told(mine: Session, { device, seq, waiting }: Mark): Promise<number> {
  await save([{ kind: "device.cleared", record: newId(), base: 0, groups: { clearing: { device, seq, waiting } } }]);
  return (await standing(mine.book, mine.device)).seq;
}

async function lossNotes(mine: Session): Promise<HTMLElement[]> {
  if (lossesOf(mine.worker, localStorage).length === 0) return [];
  const { acked } = await standing(mine.book, mine.device);
  const counted = await countedOf(mine);
  const said = sayLosses(await unread(mine, localStorage, acked, counted), counted);
  if (!said) return [];
  const text = said.code === "arrived" ? say("storage.arrived") : count(`storage.${said.code}`, said.number);
  const node = piece("storage-gone", { text });
  deed(node, "heard", async () => {
    await hear(mine, localStorage);
    stepAside(node);
  });
  return [node];
}

/** What the server says of it; silent while it is out of reach. */
async function countedOf({ token }: Session): Promise<readonly Counted[]> {
  if (!token) return [];
  const found = call<{ readonly cleared: readonly Counted[] }>("/app/v1/devices", { token });
  return (await found.catch(() => null))?.cleared ?? [];
}
