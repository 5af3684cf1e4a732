/** Hand one of an agency's keys to a second person: one of its own, or a partner's by agreement. */

import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { HOLDER } from "../pages/bear-key.ts";
import { option } from "../pages/choices.ts";
import { path } from "../router.ts";
import { bar, keep, need, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { keyOf } from "../shelf/state.ts";
import { say } from "../words.ts";
import { handOn } from "./hold.ts";
import { type Half, type Keeper, type Keeping, addressOf, keeping } from "./state.ts";

/** Draw the page. */
export async function handing(owner: Half, agency = session().me.agency): Promise<HTMLElement> {
  bar("", path(...addressOf(agency)));
  const now = await keeping(agency);
  const others = now.keepers.filter((one) => mayTake(one, owner, now));
  const node = piece("hand-key", { title: say(`keys.hand.${owner}`), house: now.house });
  need(node, "#holder").replaceChildren(option("", "—"), ...others.map(({ id, called, house }) => option(id, `${called} · ${house}`)));
  keep(node, [others.length > 0 ? "some" : "nobody", ...(agency === session().me.agency ? ["partners"] : [])]);
  deed(node, "hand", async () => {
    const to = keyOf(state(), "worker", need<HTMLSelectElement>(node, "#holder").value)?.entry;
    if (!to) throw new Refused("key.whom");
    await handOn(owner, now, to);
  });
  return node;
}

/** Whoever has the role that keeps this key, may keep it for this agency, and does not hold it yet. */
function mayTake({ id, keeps }: Keeper, owner: Half, { holders, epochs }: Keeping): boolean {
  const holds = holders.some((one) => one.owner === owner && one.worker === id && one.epoch === epochs[owner]);
  return !holds && keeps.includes(owner) && keyOf(state(), "worker", id)?.roles?.includes(HOLDER[owner]) === true;
}
