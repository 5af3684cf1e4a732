/** Hand one of the agency's keys to a second person, here or in a partner organisation. */

import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { option } from "../pages/choices.ts";
import { signNow } from "../pages/sign-now.ts";
import { path } from "../router.ts";
import { bar, keep, need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { keyOf } from "../shelf/state.ts";
import { say } from "../words.ts";
import { handOn } from "./hold.ts";
import { type Agreement, type Half, keeping } from "./state.ts";

/** Draw the page. */
export async function handing(owner: Half): Promise<HTMLElement> {
  bar("", path("cles"));
  const now = await keeping();
  const held = new Set(now.holders.filter((one) => one.epoch === now.epochs[one.owner as Half]).map(({ worker }) => worker));
  const others = now.keepers.filter(({ id }) => !held.has(id) && keyOf(state(), "worker", id));
  const node = piece("hand-key", {
    title: say(`keys.hand.${owner}`),
    agreements: now.agreements.filter((one) => one.owner === owner).map(agreementLine),
  });
  need(node, "#holder").replaceChildren(...others.map(({ id, called, house }) => option(id, `${called} · ${house}`)));
  need(node, "#partner").replaceChildren(...partners().map(({ id, name }) => option(id, name)));
  keep(node, may("people.write") ? ["agree"] : []);
  deed(node, "hand", async () => {
    const to = keyOf(state(), "worker", need<HTMLSelectElement>(node, "#holder").value)?.entry;
    if (!to) throw new Refused("key.unknown");
    await handOn(owner, to);
  });
  deed(node, "agree", () => sign(newId(), { agency: session().me.agency, partner: need<HTMLSelectElement>(node, "#partner").value, owner }));
  return node;
}

function partners() {
  return [...state().agencies.values()].filter(({ id }) => id !== session().me.agency);
}

function agreementLine(one: Agreement): HTMLElement {
  const names = { house: one.house, partner: one.partner_house };
  const node = piece("agreement", { text: say(one.stands ? "keys.agreed" : "keys.agreeing", names) });
  const mine = !one.stands && may("people.write") && one.signed_for !== session().me.agency;
  keep(node, mine ? ["sign"] : []);
  deed(node, "sign", () => sign(one.id, { agency: one.agency, partner: one.partner, owner: one.owner }));
  return node;
}

function sign(record: string, agreement: Pick<Agreement, "agency" | "partner" | "owner">): Promise<void> {
  return signNow({ kind: "agreement.signed", record, groups: { agreement } }, "cles");
}
