/** Lieux: lock one that is in danger, see what that did, warn whoever was expected there. */

import { bar, keep, piece } from "../screen.ts";
import { path } from "../router.ts";
import { may } from "../session/session.ts";
import { label, say } from "../words.ts";
import { onePlace } from "./place.ts";
import { type Lock, type Place, inOrder, locks, markOf } from "./state.ts";
import { wayCard } from "./ways.ts";

export const ADDRESS = "lieux";
const TONES = { locked: "wait", proposed: "due", unverified: "due", open: "", draft: "" } as const;

/** Draw the list, or one place; read from the server each time. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  bar("", id ? path(ADDRESS) : path(may("site.lock") ? "equipe" : "moi"));
  const found = await locks();
  if (id) {
    const place = found.sites.find((one) => one.id === id);
    return place ? onePlace(place, found) : null;
  }
  const node = piece("locks", {
    ways: found.ways.map(wayCard),
    sites: inOrder(found.sites, found.locks).map((one) => card(one, found.locks)),
  });
  const parts = [...(found.ways.length > 0 ? ["ways"] : []), ...(found.sites.length > 0 ? ["sites"] : [])];
  return keep(node, parts.length > 0 ? parts : ["empty"]);
}

function card(place: Place, found: readonly Lock[]): HTMLElement {
  const mark = markOf(place, found);
  const lock = found.find(({ id }) => id === place.lock);
  const node = piece("lock-card", {
    name: place.name, of: place.organisation, mark: say(`locks.mark.${mark}`),
    why: lock ? label("lock_why", lock.why) : null,
    link: path(ADDRESS, place.id),
  });
  for (const one of [node, node.querySelector<HTMLElement>(".sign")]) if (TONES[mark]) one?.classList.add(TONES[mark]);
  return node;
}
