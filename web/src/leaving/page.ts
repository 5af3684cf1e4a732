/** Départs: who leaves, what must be seen to first, who goes on with each case. */

import { newId, showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { HALVES } from "../keeping/state.ts";
import { deed, tellNews } from "../news.ts";
import { type NewAct, save, send, state } from "../notebook.ts";
import { box, ticked } from "../pages/boxes.ts";
import { option } from "../pages/choices.ts";
import { signNow } from "../pages/sign-now.ts";
import { go, path } from "../router.ts";
import { bar, fill, keep, need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { count, day, moment, say } from "../words.ts";
import { assigning, giving, handing } from "./handing.ts";
import { type Carried, type Departure, type Departures, type Successor, checks, departures, waitingFor } from "./state.ts";

const ADDRESS = ["equipe", "departs"] as const;

/** Draw the page of whoever sees to departures, or holds a half that waits. */
export async function page(): Promise<HTMLElement> {
  bar("", path("equipe"));
  const now = await departures();
  const node = piece("departures", { departures: now.departures.map((one) => card(one, now)) });
  const says = may("people.write") || may("team.read");
  keep(node, [...(says ? ["prepare"] : []), ...(now.departures.length > 0 ? [] : ["none"]), ...HALVES.filter((half) => now.waiting[half] > 0)]);
  for (const half of HALVES) {
    fill(node, { [half]: count("departure.halves", now.waiting[half]) });
    deed(node, half, () => each(node, half, async () => Promise.all((await waitingFor(half)).map((one) => giving(one, half)))));
  }
  if (says) need(node, "#leaver").replaceChildren(option("", "—"), ...colleagues(now).map(({ id, called }) => option(id, called)));
  deed(node, "prepare", () => {
    const departure = { worker: need<HTMLSelectElement>(node, "#leaver").value };
    if (!departure.worker) throw new Refused("departure.whom");
    return signNow({ kind: "departure.opened", record: newId(), groups: { departure } }, ...ADDRESS);
  });
  return node;
}

function colleagues({ departures: known }: Departures) {
  const going = new Set(known.map(({ worker }) => worker));
  const { worker: me, me: { agency } } = session();
  return [...state().workers.values()].filter((one) => one.joined && one.agency === agency && one.id !== me && !going.has(one.id));
}

function card(one: Departure, now: Departures): HTMLElement {
  const node = piece("departure", {
    called: one.called,
    state: say(one.left_at ? "departure.left" : "departure.opened", { day: day((one.left_at ?? one.since).slice(0, 10)) }),
    seen: one.called_at && !one.left_at ? say("departure.seen", { when: moment(one.called_at) }) : null,
    checks: checks(one).map(([code, number, done]) => check(code, number, done, one)),
  });
  if (!one.left_at) ending(node, one);
  keep(node, [...(one.left_at ? [] : ["leave", "sure"]), ...(one.left_at && one.carried.length > 0 ? ["assign"] : [])]);
  if (one.left_at) choose(node, one.carried, now.successors, async (chosen, to) => chosen.map((each) => assigning(each, one.id, to)));
  return node;
}

/** Nothing ends by one touch: what ends is said first, and asked again; before that it can be taken back. */
function ending(node: HTMLElement, { id, worker, called }: Departure): void {
  const [leave, sure] = [need(node, "[data-part=leave]"), need(node, "[data-part=sure]")];
  let reached = "";
  const turn = (to: string) => {
    reached = to;
    leave.hidden = to !== "";
    sure.hidden = to === "";
    if (to) fill(node, { ending: say(`departure.ending.${to}`, { called }) });
    need(to ? sure : leave, to ? "[data-slot=ending]" : "button").focus();
  };
  for (const one of ["yes", "no"]) deed(node, one, () => turn(one));
  deed(node, "wait", () => turn(""));
  deed(node, "sure", () => signNow({ kind: "worker.left", record: id, groups: { leaving: { worker, reached } } }, ...ADDRESS));
  deed(node, "drop", async () => {
    await signNow({ kind: "departure.dropped", record: id, groups: { staying: { worker } } }, ...ADDRESS);
    tellNews("departure.dropped", { called });
  });
}

function check(code: string, number: number, done: boolean, { answers, strangers }: Departure): HTMLElement {
  const text = code.startsWith("keeps.") ? say(`departure.${code}`) : count(`departure.${code}`, number);
  const told: { [code: string]: readonly string[] } = { answers: answers.map(({ name }) => name), strangers: strangers.map(showCode) };
  const names = told[code] ? ` ${told[code].join(", ")}` : "";
  const node = piece("check", { text: `${text}${names}` });
  node.classList.add(done ? "got" : "due");
  return node;
}

/** Draw what somebody who leaves hands on herself. */
export async function mine(): Promise<HTMLElement> {
  bar("", path("moi"));
  const now = await departures();
  if (!now.mine) throw new Refused("handing.departure");
  const { id, carried } = now.mine;
  const [open, closed] = [carried.filter((one) => one.case !== ""), carried.filter((one) => one.case === "")];
  const node = piece("handing-mine", { left: count("departure.carried", open.length), closed: closed.length > 0 ? count("departure.closed", closed.length) : null });
  keep(node, open.length > 0 ? ["assign"] : []);
  choose(node, open, now.successors.filter((one) => one.id !== session().worker), async (chosen, to) => Promise.all(chosen.map((one) => handing(one, id, to))));
  return node;
}

type Making = (chosen: readonly Carried[], to: Successor) => Promise<readonly NewAct[]>;

/** Codes to tick, none ticked before, and one colleague for those that are. */
function choose(node: HTMLElement, carried: readonly Carried[], successors: readonly Successor[], make: Making): void {
  if (!node.querySelector(".codes")) return;
  const codes = need(node, ".codes");
  codes.replaceChildren(...carried.map(({ survivor, code, case: open }) => {
    return box(survivor, open ? showCode(code) : say("departure.was_closed", { code: showCode(code) }));
  }));
  const select = need<HTMLSelectElement>(node, "select");
  select.replaceChildren(option("", "—"), ...successors.map(({ id, called }) => option(id, called)));
  deed(node, "all", () => node.querySelectorAll<HTMLInputElement>(".codes input").forEach((box) => { box.checked = true; }));
  deed(node, "give", () => each(node, "assign", () => {
    const chosen = ticked(codes);
    const to = successors.find(({ id }) => id === select.value);
    if (!to || chosen.length === 0) throw new Refused("departure.choose");
    return make(carried.filter(({ survivor }) => chosen.includes(survivor)), to);
  }));
}

/** Keep and send acts; say how many went, and where one stopped. */
async function each(node: HTMLElement, what: string, make: () => Promise<readonly NewAct[]>): Promise<void> {
  fill(node, { fault: say("unlock.working") });
  const acts = await make();
  const before = state().problems.length;
  await save(acts);
  await send();
  const refused = state().problems.slice(before).find(({ act }) => acts.some(({ kind }) => kind === act.kind));
  if (refused) throw new Refused(refused.code);
  document.dispatchEvent(new CustomEvent("saved"));
  tellNews(`departure.done.${what === "assign" ? "cases" : "halves"}.${acts.length < 2 ? "one" : "many"}`, { number: acts.length });
  go(...(location.hash.startsWith(path(...ADDRESS)) ? ADDRESS : ["moi"]));
}
