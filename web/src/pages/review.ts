/** A supervisor reads what her team proposes to end: coded facts only, then she agrees or gives it back. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { call } from "../session/call.ts";
import { may, session } from "../session/session.ts";
import { has, inWordsOf, label, moment, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { signNow } from "./sign-now.ts";

const ADDRESS = "relire";

type Proposal = {
  readonly id: string; readonly case: string; readonly code: string; readonly proposed_by: string; readonly proposed_at: string;
  readonly reasons: readonly string[]; readonly checklist: { readonly [question: string]: string }; readonly left_open: number;
  readonly in_danger: string; readonly risk_level: string;
  readonly lines: readonly { readonly need: string; readonly status: string; readonly outcome: string }[];
};

/** Draw what waits, or one of them; it is read from the server each time, and kept nowhere. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (!may("team.read")) return null;
  bar("", id ? path(ADDRESS) : path("equipe"));
  const { token } = session();
  if (!token) throw new Refused("network.down");
  const { closures } = await call<{ closures: readonly Proposal[] }>("/app/v1/closures", { token });
  const one = closures.find((proposal) => proposal.id === id);
  if (id) return one ? review(one) : null;
  return keep(piece("reviews", { cards: closures.map(card) }), closures.length > 0 ? [] : ["empty"]);
}

function card(one: Proposal): HTMLElement {
  const node = piece("card", {
    code: showCode(one.code), when: moment(one.proposed_at), what: inWordsOf("reasons", one.reasons),
    how: called(one), link: path(ADDRESS, one.id),
  });
  node.classList.add("due");
  return node;
}

function called({ proposed_by: worker }: Proposal): string {
  return state().workers.get(worker)?.called ?? "";
}

async function review(one: Proposal): Promise<HTMLElement> {
  bar(showCode(one.code), path(ADDRESS));
  const isMine = one.proposed_by === session().worker;
  const node = piece("review", {
    proposed: say("review.proposed", { who: called(one), when: moment(one.proposed_at), reasons: inWordsOf("reasons", one.reasons) }),
    risk: has(`safety.risk.${one.risk_level}`) ? say(`safety.risk.${one.risk_level}`) : say("safety.unasked"),
    lines: one.lines.map(({ need, status, outcome }) => pair(label("needs", need), outcome ? label("outcome", outcome) : say(`review.line.${status}`))),
    checks: Object.entries(one.checklist).map(([question, value]) => pair(say(`review.check.${question}`), label(question, value))),
    open: one.left_open > 0 ? say("review.left_open", { number: one.left_open }) : null,
  });
  keep(node, isMine ? ["mine"] : ["deciding"]);
  if (isMine) return node;
  const drawn = await place(node, { form: "closure_return@1", step: "", place: "" });
  deed(node, "approve", () => signNow({ kind: "closure.approved", record: one.id, groups: { review: { approved: "yes" } } }, ADDRESS));
  deed(node, "return", () => signNow({ kind: "closure.returned", record: one.id, groups: answered(drawn).groups }, ADDRESS));
  return node;
}

function pair(term: string, value: string): HTMLElement {
  return piece("pair", { term, value });
}
