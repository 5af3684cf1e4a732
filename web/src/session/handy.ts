/** What is only handy, fetched when the day's pages are here: a short code is offered, unsaved words come back. */

import { once, read } from "../router.ts";
import { watchForms } from "../forms/watching.ts";
import { offer } from "./offer.ts";
import { guard } from "../storage/guard.ts";
import { frontNote } from "../storage/prompt.ts";
import { isOpen, session } from "./session.ts";
import { follow, restore } from "./unsaved.ts";

let isFollowed = false;

/** Add to the page that was just drawn. */
export async function dress(): Promise<void> {
  if (!isOpen()) return;
  if (!isFollowed) {
    follow();
    guard();
    watchForms();
  }
  isFollowed = true;
  await restore().catch(() => undefined); // her words first: nothing else may keep them away
  const page = document.querySelector<HTMLElement>("#screen > section");
  const isDay = read(location.hash).name === "";
  const works = [...(isDay ? [async () => offer(page), () => noted(page), () => frontNote(page)] : []), () => carriedAlong(page)];
  await Promise.allSettled(works.map((work) => work()));
}

/**
 * On the day's page stands what the device itself has to say, first; then which sheet cannot leave as it
 * was heard, what the server set aside, and which answer was not kept. All of it comes at once, and each part may fail alone.
 */
async function noted(page: HTMLElement | null): Promise<void> {
  const found = await Promise.allSettled([warned(), asked(), aside(), lost()]);
  const notes = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  if (page?.isConnected && !page.querySelector(".lost, [data-storage]")) page.querySelector('[data-slot="day"]')?.after(...notes);
}

const along = once(() => import("../pages/carried.ts"));
const warned = () => import("../storage/notes.ts").then(({ storageNotes }) => storageNotes(session()));
const asked = () => import("../pages/seal-again.ts").then(({ askLines }) => askLines());
const aside = () => import("../pages/aside.ts").then(({ asideNotes }) => asideNotes());
const lost = () => import("../pages/overruled.ts").then(({ lostLines }) => lostLines());

/** A case that is read stays; how many are only listed stands under the others. */
async function carriedAlong(page: HTMLElement | null): Promise<void> {
  const { name, rest } = read(location.hash);
  if (name !== "" && name !== "dossier") return;
  const { carriedLink, read: seen } = await along();
  if (name === "dossier") return seen(rest[0] ?? "");
  const link = carriedLink();
  if (link && page?.isConnected && !page.querySelector("[data-carried]")) page.append(link);
}
