/** Ask that somebody gets a role: it counts once a second person has signed. */

import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { save, send, state } from "../notebook.ts";
import { go } from "../router.ts";
import { need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { choicesOf, option } from "./choices.ts";
import { ADDRESS, asking } from "./seconding.ts";

/** Draw the page; nobody gives herself a role. */
export async function giveRole(): Promise<HTMLElement | null> {
  if (!may("people.write")) return null;
  const others = [...state().workers.values()].filter(({ id }) => id !== session().worker);
  const node = piece("give-role", {
    workers: others.map(({ id, called, agency }) => option(id, `${called} · ${state().agencies.get(agency)?.name ?? ""}`)),
    roles: choicesOf("role@1", "role").map(([code, text]) => option(code, text)),
  });
  deed(node, "give", async () => {
    const worker = state().workers.get(need<HTMLSelectElement>(node, "#worker").value);
    if (!worker) throw new Refused("invite.missing");
    await save([asking(worker.id, worker.agency, need<HTMLSelectElement>(node, "#role-choice").value)]);
    await send();
    document.dispatchEvent(new CustomEvent("saved"));
    go(...ADDRESS);
  });
  return node;
}
