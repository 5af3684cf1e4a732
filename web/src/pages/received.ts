/** What was handed on to me: open it, answer, say when the service was given. */

import { deed } from "../news.ts";
import { books, save, state } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, keep, need, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Referral } from "../shelf/state.ts";
import { day, label, moment, say } from "../words.ts";
import { inboxOf } from "./due.ts";
import { hear } from "./hear.ts";
import { type Asked, askedOf, word } from "./owed.ts";
import { packagePairs, tokenOf } from "./package.ts";

const TONES = { sent: "due", accepted: "got", declined: "void", received: "got", recalled: "void" } as const;

/** Draw the list, or one of them. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  const mine = inboxOf(state(), session().worker);
  if (!id) return list(mine);
  const one = mine.find((referral) => referral.id === id);
  bar("", path("recu"));
  return one ? arrival(one) : null;
}

function list(mine: readonly Referral[]): HTMLElement {
  const cards = mine.map((one) => {
    const node = piece("card", {
      code: tokenOf(one.id), when: moment(one.sent), what: label("needs", one.service),
      how: statusOf(one), link: path("recu", one.id),
    });
    if (one.status === "sent") node.classList.add(one.urgent ? "wait" : "due");
    return node;
  });
  const gone = askedOf(session()).filter(({ how }) => how === "device").map(ofPaper);
  return keep(piece("inbox", { cards, gone }), cards.length + gone.length > 0 ? [] : ["empty"]);
}

/** The device has signed for itself; of paper only a person knows. */
function ofPaper(asked: Asked): HTMLElement {
  const node = piece("gone", { code: tokenOf(asked.referral) });
  for (const what of ["none", "destroyed"] as const) {
    deed(node, what, async () => {
      await save([word(asked, `paper_${what}`)]);
      done();
    });
  }
  return node;
}

function statusOf({ status, day: on }: Referral): string {
  return say(`status.${status}`, { day: on ? day(on) : say("day.unsaid") });
}

async function arrival(one: Referral): Promise<HTMLElement> {
  const { package: content } = await openRecord(books(), one.id, one.id);
  const pairs = content ? packagePairs(one.id, content) : [];
  const node = piece("arrival", {
    status: statusOf(one),
    service: label("needs", one.service),
    when: say("arrival.sent", { when: moment(one.sent) }),
    pairs,
  });
  need(node, "[data-tone]").classList.add(one.status === "sent" && one.urgent ? "wait" : TONES[one.status]);
  keep(node, [...(content ? [] : ["unreadable"]), ...(content && pairs.length === 0 ? ["unknown"] : []), ...(PARTS[one.status] ?? [])]);
  if (one.status === "sent") await hear(node, one, { saidBy: () => "app", done });
  for (const [name, received] of [["done", "yes"], ["partly", "partly"], ["undone", "no"]] as const) {
    deed(node, name, () => receipt(one, received));
  }
  return node;
}

const PARTS: { readonly [status: string]: readonly string[] } = { sent: ["answer"], accepted: ["receipt"] };

async function receipt(one: Referral, received: "yes" | "partly" | "no"): Promise<void> {
  const groups = { receipt: { received, confirmed_by: "provider", said_by: "app" } };
  await save([{ kind: "service.received", record: one.id, groups }]);
  done();
}

function done(): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("recu");
}
