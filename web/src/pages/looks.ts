/** A supervisor reads again what was decided for a child, by code; of a child who decides alone she is told without one. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { asksPrivate } from "../forms/consenting.ts";
import { sheet } from "../forms/sheet.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { call } from "../session/call.ts";
import { may, session } from "../session/session.ts";
import { day, label, moment, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { signNow } from "./sign-now.ts";

const ADDRESS = "accords";

type Look = {
  readonly id: string; readonly code: string; readonly why: "best_interest" | "doubt";
  readonly asked_by: string; readonly asked_at: string; readonly said: { readonly [question: string]: string };
};
/** No code, no case: how old, which day, and whom to talk to. */
type Notice = { readonly id: string; readonly asked_by: string; readonly asked_on: string; readonly age_group: string };

/** Draw what waits, or one of them; it is read from the server each time, and kept nowhere. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (!may("team.read")) return null;
  bar("", id ? path(ADDRESS) : path("equipe"));
  const { token } = session();
  if (!token) throw new Refused("network.down");
  const { looks, notices } = await call<{ looks: readonly Look[]; notices: readonly Notice[] }>("/app/v1/looks", { token });
  const one = looks.find((look) => look.id === id);
  if (id) return one ? review(one) : null;
  const node = piece("looks", { cards: looks.map(card), notices: notices.map(notice) });
  return keep(node, [...(looks.length > 0 ? [] : ["empty"]), ...(notices.length > 0 ? ["notices"] : [])]);
}

function called(worker: string): string {
  return state().workers.get(worker)?.called ?? "";
}

function card(look: Look): HTMLElement {
  const node = piece("card", {
    code: showCode(look.code), when: moment(look.asked_at), what: say(`look.why.${look.why}`), how: called(look.asked_by),
    link: path(ADDRESS, look.id),
  });
  node.classList.add("due");
  return node;
}

function notice(told: Notice): HTMLElement {
  const node = piece("notice", {
    what: say("look.told", { age: label("age_group", told.age_group) }),
    who: say("look.talk", { who: called(told.asked_by), day: day(told.asked_on) }),
  });
  deed(node, "read", () => signNow({ kind: "notice.read", record: told.id, groups: { look: { notice_read: "yes" } } }, ADDRESS));
  return node;
}

async function review(look: Look): Promise<HTMLElement> {
  bar(showCode(look.code), path(ADDRESS));
  const isMine = look.asked_by === session().worker;
  const questions = await sheet("consent@1");
  const node = piece("look", {
    asked: say("look.asked", { who: called(look.asked_by), when: moment(look.asked_at) }),
    why: say(`look.why.${look.why}`),
    said: Object.entries(look.said).map(([question, value]) => piece("pair", { term: questions.textOf(question), value: label(question, value) })),
  });
  keep(node, [...(asksPrivate(look.said) ? ["unheard"] : []), isMine ? "mine" : "deciding"]);
  if (isMine) return node;
  const drawn = await place(node, { form: "consent_return@1", step: "", place: "" });
  deed(node, "approve", () => signNow({ kind: "consent.approved", record: look.id, groups: { look: { best_interest: "yes" } } }, ADDRESS));
  deed(node, "return", () => signNow({ kind: "consent.returned", record: look.id, groups: answered(drawn).groups }, ADDRESS));
  return node;
}
