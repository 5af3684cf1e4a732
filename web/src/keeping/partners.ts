/** Partners: who keeps a key or a sheet for whom. One side asks, the other signs or says no, either ends it. */

import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { answered, place } from "../pages/ask.ts";
import { option } from "../pages/choices.ts";
import { signNow } from "../pages/sign-now.ts";
import { path } from "../router.ts";
import { bar, keep, need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { moment, say } from "../words.ts";
import { type Agreement, type Shared, keeping } from "./state.ts";

export const ADDRESS = ["cles", "partenaires"] as const;

/** Draw what is agreed, or one agreement to end. */
export async function partners([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  bar("", id ? path(...ADDRESS) : path("cles"));
  const { agreements } = await keeping();
  const one = agreements.find((each) => each.id === id);
  if (id) return one && may("people.write") ? ending(one) : null;
  const node = piece("partners", { agreements: agreements.map(card) });
  const others = [...state().agencies.values()].filter((each) => each.id !== session().me.agency);
  need(node, "#partner").replaceChildren(option("", "—"), ...others.map((each) => option(each.id, each.name)));
  deed(need(node, "#asking"), "ask", () => {
    const partner = need<HTMLSelectElement>(node, "#partner").value;
    const owner = node.querySelector<HTMLInputElement>('input[name="shared"]:checked')?.value as Shared | undefined;
    if (!partner || !owner) throw new Refused("agreement.choose");
    return sign(newId(), { agency: session().me.agency, partner, owner });
  });
  return keep(node, [agreements.length > 0 ? "agreed" : "none", ...(may("people.write") ? ["ask"] : [])]);
}

/** Tell whose turn it is: ours to sign, theirs, or nobody's. Pure. */
export function turnOf({ stands, signed_for }: Pick<Agreement, "stands" | "signed_for">, mine: string): "stands" | "ours" | "theirs" {
  return stands ? "stands" : signed_for === mine ? "theirs" : "ours";
}

function card(one: Agreement): HTMLElement {
  const turn = turnOf(one, session().me.agency);
  const asked = one.signed_for === one.agency ? one.house : one.partner_house;
  const awaited = asked === one.house ? one.partner_house : one.house;
  const node = piece("agreement", {
    ...worded(one),
    state: say(`agreement.${turn}`, { house: awaited, asked, when: moment(one.signed_at) }),
    link: path(...ADDRESS, one.id),
  });
  node.classList.add(turn === "ours" ? "due" : turn === "stands" ? "got" : "told");
  keep(node, may("people.write") ? [turn === "ours" ? "no" : "end", ...(turn === "ours" ? ["sign"] : [])] : []);
  deed(node, "sign", () => sign(one.id, { agency: one.agency, partner: one.partner, owner: one.owner }));
  return node;
}

function worded({ owner, house, partner_house: partner }: Agreement): { readonly title: string; readonly what: string } {
  return { title: say(`agreement.keeps.${owner}`, { house, partner }), what: say(`agreement.opens.${owner}`) };
}

async function ending(one: Agreement): Promise<HTMLElement> {
  const node = piece("agreement-end", worded(one));
  const drawn = await place(node, { form: "agreement_end@1", step: "", place: "" });
  deed(node, "end", () => signNow({ kind: "agreement.ended", record: one.id, groups: answered(drawn).groups }, ...ADDRESS));
  return node;
}

function sign(record: string, agreement: Pick<Agreement, "agency" | "partner" | "owner">): Promise<void> {
  return signNow({ kind: "agreement.signed", record, groups: { agreement } }, ...ADDRESS);
}
