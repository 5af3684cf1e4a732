/** What she allows: who can see what, to be read to her; every yes, and how it stops. */

import { showCode } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { save, state } from "../notebook.ts";
import { go } from "../router.ts";
import { keep, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import { answer } from "../shelf/known.ts";
import type { Case, Release } from "../shelf/state.ts";
import { day, inWordsOf, label, moment, say } from "../words.ts";
import { remind } from "./conditions.ts";
import { type Asked, askedOf, word } from "./owed.ts";
import { standing, stopsOf } from "./readers.ts";
import { seenBy } from "./seen.ts";
import { type What, takeBack } from "./take-back.ts";
import { inWords } from "./thread.ts";

const HISTORY = ["consent.given", "release.given", "consent.withdrawn", "case.reopened", "closure.approved", "consent.approved", "consent.returned"];

/** Draw the page. */
export async function permission(here: Case): Promise<HTMLElement> {
  const given = standing(state(), here);
  const node = piece("permission", {
    seen: seenBy(state(), here),
    owed: askedOf(session()).flatMap((one) => retell(here, one)),
    given: given.map((release) => oneYes(here, release)),
    help: here.ended ? [] : [always(here, "services")],
    story: here.ended ? [] : [always(here, "story")],
    figures: here.consent.statistics === "yes" ? [always(here, "statistics")] : [],
    history: [...here.thread].reverse().filter(({ act }) => HISTORY.includes(act.kind)).map((known) => past(here, known)),
  });
  return keep(node, given.length > 0 ? [] : ["none"]);
}

/** Whoever was told aloud is told again; she who sent it writes down their word. */
function retell(here: Case, asked: Asked): HTMLElement[] {
  const referral = state().referrals.get(asked.referral);
  if (asked.how !== "told" || referral?.case !== here.id) return [];
  const node = piece("retell", { title: state().organisations.get(referral.recipient)?.name ?? "" });
  deed(node, "told", async () => {
    await save([word(asked, "told")]);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code), "accord");
  });
  return [node];
}

function oneYes(here: Case, { id, recipient, categories, until, given }: Release): HTMLElement {
  const node = stopping(here, "release", id, {
    title: state().organisations.get(recipient)?.name ?? "",
    detail: say("permission.allowed", {
      what: inWordsOf("categories", categories),
      until: until ? say("seen.until", { day: day(until) }) : say("seen.until_received"),
      day: moment(given),
    }),
  });
  void remind(node, here, id);
  return node;
}

function always(here: Case, what: "services" | "statistics" | "story"): HTMLElement {
  return stopping(here, what, here.survivor, { title: say(`permission.${what}`), detail: say(`permission.${what}.detail`) });
}

/** Two taps: the first shows what stops at once, the second stops it. */
function stopping(here: Case, what: What, record: string, words: { readonly title: string; readonly detail: string }): HTMLElement {
  const stops = stopsOf(state(), here, what, record);
  const node = piece("yes", {
    ...words,
    stops: stops.map(({ code, organisation, need }) => piece("item", { text: say(`stops.${code}`, { organisation, need: label("needs", need) }) })),
  });
  deed(node, "withdraw", async () => {
    await takeBack(here, what, record);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code), ...(what === "services" ? [] : ["accord"]));
  });
  return node;
}

function past(here: Case, known: Known): HTMLElement {
  const { act } = known;
  const form = answer(act, "consent_form");
  const how = form ? say("permission.how", { form: label("consent_form", form), language: label("spoken", answer(act, "language")) }) : "";
  const what = act.kind === "release.given" ? released(act.record) : "";
  return piece("act", {
    time: say("thread.by", { when: moment(act.time), who: state().workers.get(act.actor)?.called ?? "" }),
    text: [inWords(state(), here, known), how || what].filter((part) => part !== "").join(" "),
    state: null,
  });
}

function released(record: string): string {
  const release = state().releases.get(record);
  if (!release) return "";
  const what = inWordsOf("categories", release.categories);
  const until = release.until ? say("seen.until", { day: day(release.until) }) : say("seen.until_received");
  return say("permission.allowed_then", { what, until });
}
