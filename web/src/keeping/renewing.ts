/** New keys for somebody who lost hers: who confirms them, who gives which half, the link. */

import { printWords } from "../formats/print-words.ts";
import { Refused } from "../formats/refusal.ts";
import { deed, tellNews } from "../news.ts";
import { option } from "../pages/choices.ts";
import { path } from "../router.ts";
import { bar, keep, need, piece, show } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { count, say } from "../words.ts";
import { confirm, makeLink, rewrap, takeBack } from "./renewal.ts";
import { HALVES, type Renewal, addressOf, keeping } from "./state.ts";

/** Draw one, of my agency or of one whose half I keep: a partner gives a half, and confirms nobody. */
export function renewalCard(one: Renewal, agency: string): HTMLElement {
  const isHome = agency === session().me.agency;
  const own = one.worker === session().worker;
  const waits = one.fingerprint !== "" && !one.renewed;
  const node = piece("renewal", {
    called: one.called,
    state: say(one.renewed ? "renewal.renewed" : waits ? "renewal.waits" : "renewal.opened", { confirmed: one.confirmed, enough: one.enough }),
    words: waits ? printWords(one.fingerprint).join(" ") : null,
    left: one.renewed ? HALVES.map((half) => piece("item", { text: `${say(`renewal.${half}`)} ${count("renewal.left", one.left[half] ?? 0)}` })) : [],
  });
  const mayConfirm = isHome && waits && !own && !one.confirmed_by_me && ["keys.vault", "keys.oversight", "people.write"].some(may);
  const mine = one.mine.filter((half) => !own && (one.left[half] ?? 0) > 0);
  keep(node, [...(mayConfirm ? ["confirm"] : []), ...mine, ...(own && one.renewed ? ["take"] : [])]);
  deed(node, "confirm", () => confirm(one));
  for (const half of HALVES) deed(node, half, () => rewrap(one, half, addressOf(agency)));
  deed(node, "take", async () => {
    if ((await takeBack(one.id)) === 0) throw new Refused("renewal.halves");
    tellNews("saved");
  });
  return node;
}

/** Draw the page of whoever makes the link. */
export async function link(): Promise<HTMLElement | null> {
  if (!may("people.write")) return null;
  bar("", path("cles"));
  const { keepers } = await keeping();
  const others = keepers.filter(({ id, agency }) => id !== session().worker && agency === session().me.agency);
  const node = piece("renewal-whom");
  need(node, "#worker").replaceChildren(...others.map(({ id, called }) => option(id, called)));
  deed(node, "make", async () => {
    const id = need<HTMLSelectElement>(node, "#worker").value;
    const who = others.find((one) => one.id === id);
    if (!who) throw new Refused("invite.missing");
    show(piece("link", { link: await makeLink(id), who: say("renewal.link", { called: who.called }) }));
  });
  return node;
}
