/** The thread: everything in order, newest first, in words; what is older lies folded by month. */

import { books } from "../notebook.ts";
import { need, piece } from "../screen.ts";
import { openSealed } from "../shelf/bodies.ts";
import { type Known, answer, answers } from "../shelf/known.ts";
import type { Case, State } from "../shelf/state.ts";
import { count, day, has, hour, inWordsOf, label, moment, monthOf, say } from "../words.ts";
import { COMPARTMENT } from "./conditions.ts";
import { onTap, pairsOf } from "./sealed.ts";

/** So many are shown at once. */
const LATEST = 12;
const NOTES = ["narrative", "sensitive"];
/** A yes to hand on: the only act whose ways to reach her are her conditions. */
const BOUND = "release.given";
const SPOKEN = ["phone", "on_site"];

/** Draw the thread of a case. */
export function threadOf(state: State, here: Case): HTMLElement[] {
  const [latest, ...months] = folded([...here.thread].reverse());
  return [...(latest ?? []).map((known) => drawn(state, here, known)), ...months.map((older) => month(state, here, older))];
}

/** Divide a thread: the latest, then what is older by month. Pure. */
export function folded(thread: readonly Known[]): (readonly Known[])[] {
  if (thread.length <= LATEST + 3) return [thread];
  const months = new Map<string, Known[]>();
  for (const known of thread.slice(LATEST)) {
    const name = known.act.time.slice(0, 7);
    months.set(name, [...(months.get(name) ?? []), known]);
  }
  return [thread.slice(0, LATEST), ...months.values()];
}

/** Older entries are drawn when their month is opened. */
function month(state: State, here: Case, older: readonly Known[]): HTMLElement {
  const node = piece("older", {
    month: monthOf(older[0]?.act.time.slice(0, 7) ?? ""),
    number: count("thread.entries", older.length),
  });
  const list = need(node, "ol");
  need<HTMLDetailsElement>(node, "details").addEventListener("toggle", () => {
    if (list.childElementCount === 0) list.append(...older.map((known) => drawn(state, here, known)));
  });
  return node;
}

function drawn(state: State, here: Case, known: Known): HTMLElement {
  const { act } = known;
  const node = piece("act", {
    time: whenAndWho(state, known),
    text: inWords(state, here, known),
    state: known.state === "applied" ? null : say(`act.${known.state}`),
  });
  if (answer(act, "confirmed_by") === "survivor" || act.kind === "consent.given") node.classList.add("she");
  for (const compartment of notesOf(known)) node.append(note(here, act, compartment));
  return node;
}

function whenAndWho({ workers }: State, { act }: Known): string {
  const shown = moment(act.time);
  const hours = hour(act.time);
  const when = shown === hours ? shown : say("thread.when", { day: shown, hour: hours });
  const who = workers.get(act.actor)?.called ?? "";
  return who ? say("thread.by", { when, who }) : when;
}

function notesOf({ act }: Known): string[] {
  if (act.kind === "glass.requested") return []; // its reason is for whoever decides
  const bodies = act.sealed.filter((part) => part["type"] === "body").map((part) => String(part["compartment"]));
  return (act.kind === BOUND ? [COMPARTMENT] : NOTES).filter((name) => bodies.includes(name));
}

/** A sealed note is opened by whoever has its key, and only when it is tapped. */
function note(here: Case, { id, kind }: Known["act"], compartment: string): HTMLElement {
  const node = piece("sealed-note", { what: say(kind === BOUND ? "question.conditions" : `dispute.${compartment}`) });
  onTap(node, "note", async () => pairsOf((await openSealed(books(), here.id, id, compartment)) ?? {}));
  return node;
}

/** Say one act in words. */
export function inWords(state: State, here: Case, { act }: Pick<Known, "act">): string {
  const read = (question: string) => answer(act, question);
  const code = `thread.${act.kind}${variant(act.kind, read)}`;
  const what = say(has(code) ? code : `thread.${act.kind}`, {
    ...holes(state, here, act.record, read),
    needs: inWordsOf("needs", answers(act, "needs")),
    reasons: inWordsOf("reasons", answers(act, "reasons")),
    what: inWordsOf("categories", answers(act, "categories")),
  });
  const how = heardHow(act);
  return how ? say("thread.heard", { what, how: say(how) }) : what;
}

/** Tell how an organisation's word came, by code, when its people did not write it themselves. Pure. */
export function heardHow(act: Known["act"]): string {
  const by = answer(act, "said_by");
  return SPOKEN.includes(by) ? `thread.heard.${by}` : "";
}

const VARIANTS: { readonly [kind: string]: readonly string[] } = {
  "consent.given": ["services"],
  "service.received": ["received", "confirmed_by"],
  "referral.accepted": ["appointment_day"],
  "outcome.recorded": ["outcome"],
  "consent.withdrawn": ["what"],
  "safety.recorded": ["in_danger"],
  "follow_up.recorded": ["way"],
};

/** What makes the sentence another one; of a day, only whether it was told. */
function variant(kind: string, read: (question: string) => string): string {
  const told = (VARIANTS[kind] ?? []).map((question) => (question.endsWith("_day") ? (read(question) ? "day" : "soon") : read(question)));
  return told.length > 0 ? `.${told.join(".")}` : "";
}

function holes(state: State, here: Case, record: string, read: (question: string) => string) {
  const referral = state.referrals.get(record);
  const release = state.releases.get(record);
  const line = here.lines.find(({ id }) => id === record || id === referral?.line);
  const recipient = referral?.recipient ?? release?.recipient ?? "";
  const when = read("appointment_day") || read("next_on");
  return {
    organisation: state.organisations.get(recipient)?.name ?? "",
    need: label("needs", line?.need ?? referral?.service ?? ""),
    day: when ? day(when) : say("day.unsaid"),
    reason: reasonOf(read),
    type: label("corrected_type", read("corrected_type")),
    outcome: label("outcome", read("outcome")),
  };
}

const REASONS = ["glass_why", "glass_refusal", "glass_end", "reason", "correction_reason", "return_reason", "look_reason", "called_back"];

function reasonOf(read: (question: string) => string): string {
  const asked = REASONS.find((question) => read(question) !== "");
  return asked ? label(asked, read(asked)) : "";
}
