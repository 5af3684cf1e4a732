/** Urgent access by two people: what is asked or open, and who is on call. */

import { newId, showCode } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { box, ticked } from "../pages/boxes.ts";
import { answered, place } from "../pages/ask.ts";
import { signNow } from "../pages/sign-now.ts";
import { go, path } from "../router.ts";
import { bar, keep, need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { count, label, moment, say } from "../words.ts";
import { ADDRESS } from "./ask.ts";
import { giving, reasonOf } from "./halves.ts";
import { openedCase } from "./opened.ts";
import { type Glass, type Glasses, type Overseer, glasses, waiting } from "./state.ts";

/** Draw the list, or one request. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  bar("", id ? path(...ADDRESS) : path("equipe"));
  const found = await glasses();
  if (!id) return list(found);
  const one = found.glasses.find((each) => each.id === id);
  if (!one) return null;
  if (!one.mine) return one.state === "asked" ? decide(one) : running(one);
  return one.state === "released" ? openedCase(one) : running(one);
}

/** Say on another page that somebody waits for me; nothing when nobody does. */
export async function waitingNote(): Promise<HTMLElement[]> {
  if (!may("keys.oversight")) return [];
  const asked = (await glasses()).glasses.filter((one) => !one.mine && one.state === "asked");
  return asked.length > 0 ? [piece("glass-note", { text: count("glass.waiting", asked.length) })] : [];
}

function list({ glasses: found, watch }: Glasses): HTMLElement {
  const node = piece("glasses", {
    cards: found.map(card),
    watch: watch.holders.map((one) => turn(one, watch.may_set)),
  });
  keep(node, [
    ...(found.length > 0 ? [] : ["empty"]),
    ...(watch.enough ? [] : ["few"]),
    ...(watch.may_set ? ["setting"] : []),
    ...(may("keys.vault") ? ["seek"] : []),
  ]);
  deed(node, "set", () => setRota(node));
  const code = node.querySelector<HTMLInputElement>("#glass-code");
  deed(node, "seek", () => go("dossier", code?.value.trim().toUpperCase() ?? ""));
  return node;
}

function card(one: Glass): HTMLElement {
  const node = piece("card", {
    code: showCode(one.code), when: moment(one.asked_at), what: label("glass_why", one.why),
    how: say(`glass.${one.state}.${one.mine ? "mine" : "other"}`, { who: one.asked_by, hour: moment(one.ends_at) }),
    link: path(...ADDRESS, one.id),
  });
  if (one.state === "asked" && !one.mine) node.classList.add("due");
  return node;
}

function turn({ id, called, on_call: isOn }: Overseer, maySet: boolean): HTMLElement {
  const node = box(id, called, isOn);
  need<HTMLInputElement>(node, "input").disabled = !maySet;
  return node;
}

function setRota(node: HTMLElement): Promise<void> {
  const rota = { agency: session().me.agency, on_call: ticked(need(node, '[data-slot="watch"]')) };
  return signNow({ kind: "rota.set", record: newId(), groups: { rota } }, ...ADDRESS);
}

/** Whoever is on call reads the reason, then gives the other half or says no. */
async function decide(one: Glass): Promise<HTMLElement> {
  bar(showCode(one.code), path(...ADDRESS));
  const held = await waiting(one.id);
  const { text } = await reasonOf(held);
  const node = piece("glass-decide", {
    asked: say("glass.asked", { who: one.asked_by, when: moment(one.asked_at) }),
    why: label("glass_why", one.why),
    reason: text,
  });
  const drawn = await place(node, { form: "glass_refusal@1", step: "", place: "" });
  deed(node, "release", async () => signNow(await giving(held), ...ADDRESS));
  deed(node, "refuse", () => signNow({ kind: "glass.refused", record: one.id, groups: answered(drawn).groups }, ...ADDRESS));
  return node;
}

/** What waits for an answer, or is open to somebody else: it can be stopped. */
function running(one: Glass): HTMLElement {
  bar(showCode(one.code), path(...ADDRESS));
  const node = piece("glass-running", {
    what: say(`glass.${one.state}.${one.mine ? "mine" : "other"}`, { who: one.asked_by, hour: moment(one.ends_at) }),
    why: label("glass_why", one.why),
  });
  keep(node, [one.mine ? "take-back" : "stop"]);
  const end = (glass_end: string) => signNow({ kind: "glass.closed", record: one.id, groups: { end: { glass_end } } }, ...ADDRESS);
  deed(node, "take-back", () => end("not_needed"));
  deed(node, "stop", () => end("stopped"));
  return node;
}
