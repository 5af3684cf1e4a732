/** Whom to warn: the safe way is opened on this device, beside the code and the day. */

import { showCode } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { books, state } from "../notebook.ts";
import { safeWay } from "../pages/contact.ts";
import { signNow } from "../pages/sign-now.ts";
import { path } from "../router.ts";
import { fill, keep, piece } from "../screen.ts";
import { caseByCode } from "../shelf/state.ts";
import { day, label, say } from "../words.ts";
import type { Way } from "./state.ts";

/** Draw one card: who by code, when, how to tell her, what is left. */
export function wayCard(way: Way): HTMLElement {
  const { code, what, on, need, place, state: told } = way;
  const node = piece("lock-way", {
    code: showCode(code), when: on ? day(on) : "",
    what: say(`locks.way.${what}`, { need: label("needs", need), place }),
    tried: told === "tried" ? say("locks.tried") : null,
    case: path("dossier", showCode(code)),
    orient: path("dossier", showCode(code), "orienter", need),
  });
  node.classList.add(on ? "wait" : "due");
  keep(node, [...(way.tell ? ["tell"] : []), ...(way.orient ? ["orient"] : [])]);
  void safely(node, code);
  for (const [name, said] of [["told", "yes"], ["tried", "not_reached"], ["wait", "wait"]] as const) deed(node, name, () => tell(way, said));
  return node;
}

/** A case that is not on this device does not open here, and the card says so. */
async function safely(node: HTMLElement, code: string): Promise<void> {
  const here = caseByCode(state(), code);
  const words = here ? await safeWay(books(), here).catch(() => say("way.unread")) : say("way.unread");
  fill(node, { how: words });
}

function tell({ id }: Way, detour_told: string): Promise<void> {
  return signNow({ kind: "detour.told", record: id, groups: { telling: { detour_told } } }, "lieux");
}
