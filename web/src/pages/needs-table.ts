/** Needs × yes, sent, accepted, received, and one sentence each: silence is drawn too. */

import { showCode } from "../formats/ids.ts";
import { path } from "../router.ts";
import { fill, need, piece } from "../screen.ts";
import { type Case, type Line, type Referral, type State, referralOf, shownLines } from "../shelf/state.ts";
import { type Holes, day, label, moment, say } from "../words.ts";

type Tone = "got" | "due" | "wait" | "void";
/** A cell has a shape and a colour for the eye, a word for the ear. */
export type Cell = { readonly tone: Tone; readonly word: string };
export type Row = {
  readonly yes: Cell; readonly sent: Cell; readonly accepted: Cell; readonly received: Cell;
  /** The sentence beside them, by code. */
  readonly said: Cell;
};

const YES: Cell = { tone: "got", word: "cell.yes" };
const NOTHING: Cell = { tone: "void", word: "cell.nothing" };
const QUIET = { yes: YES, sent: NOTHING, accepted: NOTHING, received: NOTHING };

/** Return the rows of the table. */
export function rowsOf(state: State, here: Case, today = new Date().toISOString().slice(0, 10)): HTMLElement[] {
  return shownLines(state, here).map((line) => {
    const referral = referralOf(state, line.id);
    return drawn(here, line, rowOf(line, referral, today), holesOf(state, line, referral));
  });
}

/** Return how one need stands. Pure. */
export function rowOf(line: Line, referral: Referral | undefined, today: string): Row {
  const settled = SETTLED[line.outcome];
  if (settled) return { ...QUIET, ...settled };
  if (referral) return { ...QUIET, sent: YES, ...HANDED[referral.status](referral, today) };
  if (line.outcome === "unavailable") return { ...QUIET, ...silent("sent", "wait", "unavailable") };
  return { ...QUIET, ...silent("sent", "due", "nobody") };
}

function silent(cell: "sent" | "accepted" | "received", tone: Tone, code: string): Partial<Row> & { said: Cell } {
  return { [cell]: { tone, word: `cell.${code}` }, said: { tone, word: `need.${code}` } };
}

const settledBy = (code: string) => ({ received: { tone: "got", word: "cell.yes" } as const, said: { tone: "got", word: `need.${code}` } as const });
const refused = (code: string) => ({ yes: { tone: "void", word: `cell.${code}` } as const, said: { tone: "void", word: `need.${code}` } as const });

const SETTLED: { readonly [outcome: string]: Partial<Row> & { readonly said: Cell } } = {
  declined: refused("not_now"), n_a: refused("n_a"), provided: settledBy("provided"), already: settledBy("already"),
};

type Handed = (referral: Referral, today: string) => Partial<Row> & { readonly said: Cell };

const HANDED: { readonly [status in Referral["status"]]: Handed } = {
  sent: ({ urgent }) => silent("accepted", urgent ? "wait" : "due", "unanswered"),
  declined: () => silent("accepted", "wait", "declined"),
  recalled: () => ({ sent: { tone: "void", word: "cell.recalled" }, said: { tone: "void", word: "need.recalled" } }),
  accepted: ({ day: on, received }, today) => ({ accepted: YES, ...silent("received", ...awaited(on, received, today)) }),
  received: ({ received, by }) => {
    if (received === "partly") return { accepted: YES, ...silent("received", "due", "partly") };
    const word = by.includes("survivor") ? "need.confirmed" : "need.given";
    return { accepted: YES, received: YES, said: { tone: "got", word } };
  },
};

function awaited(on: string, received: string, today: string): [Tone, string] {
  if (received === "no") return ["wait", "missed"];
  if (on === "") return ["due", "awaited_soon"];
  return on < today ? ["due", "unsure"] : ["due", "awaited"];
}

function holesOf(state: State, line: Line, referral: Referral | undefined): Holes {
  return {
    need: label("needs", line.need),
    organisation: state.organisations.get(referral?.recipient ?? "")?.name ?? "",
    day: referral?.day ? day(referral.day) : "",
    since: referral ? moment(referral.sent) : "",
    reason: label("reason", referral?.reason ?? ""),
  };
}

function drawn(here: Case, line: Line, { said, ...cells }: Row, holes: Holes): HTMLElement {
  const table = piece("need-row", {
    need: label("needs", line.need),
    line: path("dossier", showCode(here.code), "ligne", line.need),
  });
  for (const [name, cell] of Object.entries(cells)) fill(table, { [name]: sign("dot", cell.tone, say(cell.word)) });
  fill(table, { said: sign("sign", said.tone, say(said.word, holes)) });
  const row = need<HTMLTableRowElement>(table, "tr");
  row.classList.toggle("respected", cells.yes.tone === "void"); // after her no there is nothing to show
  return row;
}

function sign(id: string, tone: Tone, text: string): HTMLElement {
  const node = piece(id, { text });
  node.classList.add(tone);
  return node;
}
