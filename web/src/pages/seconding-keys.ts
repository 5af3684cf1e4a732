/** A key of an agency, or one more holder, that waits for my signature. */

import type { JsonObject } from "../formats/canon.ts";
import { printWords } from "../formats/print-words.ts";
import { keyWords, sign } from "../formats/seconded.ts";
import type { Agreement, WaitingKey } from "../keeping/state.ts";
import type { Kind } from "../kinds.ts";
import { deed } from "../news.ts";
import { widen } from "../notebook.ts";
import { go, path } from "../router.ts";
import { keep, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { moment, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { signHere, signNow } from "./sign-now.ts";

const ADDRESS = ["equipe", "signer"] as const;
const NOUN = { published: "key", named: "holder" } as const;

/** Draw one thing that waits. */
export function keyCard(one: WaitingKey): HTMLElement {
  const node = piece("second-card", {
    called: say(`second.key.${one.owner}`), house: one.house, role: whom(one),
    how: say(`second.${one.step}.${one.may ? "asked" : "mine"}`, { who: one.asked_by, when: moment(one.asked_at) }),
    link: path(...ADDRESS, one.record),
  });
  node.classList.add(one.may ? "due" : "told");
  return keep(node, one.may ? ["go"] : one.mine ? ["back"] : []);
}

/** Draw a partner's agreement that waits for our signature; it is decided among the partners. */
export function agreementCard(one: Agreement): HTMLElement {
  const names = { house: one.house, partner: one.partner_house };
  const node = piece("second-card", {
    called: say("second.agreement"), house: one.signed_for === one.agency ? one.house : one.partner_house,
    role: say(`agreement.keeps.${one.owner}`, names), how: say(`agreement.opens.${one.owner}`), link: path("cles", "partenaires"),
  });
  node.classList.add("due");
  return keep(node, ["go"]);
}

function whom({ called, owner, step }: WaitingKey): string {
  const who = called.join(", ");
  if (owner === "recovery" && who) return say("second.paper.whom", { who });
  return who ? say(`second.${step}.whom`, { who }) : say("second.paper");
}

/** Draw one to decide: who asks, who will hold it, and the words that name the key. */
export async function decideKey(one: WaitingKey): Promise<HTMLElement> {
  const names = { key: say(`second.key.${one.owner}`), house: one.house, who: one.called.join(", ") };
  const node = piece("key-second", {
    title: say(`second.${one.step}.title`, names),
    asked: say(`second.${one.step}.by`, { who: one.asked_by, when: moment(one.asked_at) }),
    key: names.key, house: one.house, whom: whom(one), opens: say(`second.opens.${one.owner}`),
    words: printWords(one.fp).join(" "),
    after: say(`second.${one.step}.after`, names),
  });
  keep(node, one.may ? ["sign", "no"] : ["back"]);
  const drawn = await place(node, { form: "key_refusal@1", step: "", place: "" });
  deed(node, "sign", async () => {
    await signHere({ kind: kindOf(one, "seconded"), record: one.record, groups: { seconded: signature(one) } });
    await widen(true); // to whom things are sealed has changed
    go(...ADDRESS);
  });
  deed(node, "refuse", () => signNow({ kind: kindOf(one, "refused"), record: one.record, groups: answered(drawn).groups }, ...ADDRESS));
  return node;
}

function kindOf({ step }: WaitingKey, verb: "seconded" | "refused"): Kind {
  return `${NOUN[step]}.${verb}`;
}

function signature(one: WaitingKey): JsonObject {
  return { signature: sign(session().signSeed, keyWords(one)) };
}
