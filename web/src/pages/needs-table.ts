/** Needs × yes, sent, accepted, received: silence is drawn too. */

import { path } from "../router.ts";
import { fill, need, piece } from "../screen.ts";
import { showCode } from "../formats/ids.ts";
import { type Case, type Line, type Referral, type State, referralOf, shownLines } from "../shelf/state.ts";
import { label, moment, say } from "../words.ts";

type Cell = { readonly tone: "got" | "due" | "wait" | "void"; readonly text: string; readonly dot?: boolean };
type Cells = { yes: Cell | null; sent: Cell | null; accepted: Cell | null; received: Cell | null };

const yes: Cell = { tone: "got", text: "cell.yes", dot: true };

/** Return the rows of the table. */
export function rowsOf(state: State, here: Case): HTMLElement[] {
  return shownLines(state, here).map((line) => row(here, line, cellsOf(line, referralOf(state, line.id))));
}

/** Return what stands in the four cells of a line. Pure but for the texts. */
export function cellsOf(line: Line, referral: Referral | undefined): Cells {
  const cells: Cells = { yes, sent: null, accepted: null, received: null };
  if (line.outcome === "declined") return { ...cells, yes: { tone: "void", text: "cell.not_now" } };
  if (line.outcome === "n_a") return { ...cells, yes: { tone: "void", text: "cell.n_a" } };
  if (line.outcome === "provided" || line.outcome === "already") {
    return { ...cells, received: { tone: "got", text: `cell.${line.outcome}` } };
  }
  if (!referral) {
    const text = line.outcome === "unavailable" ? "cell.unavailable" : "cell.nothing";
    return { ...cells, sent: { tone: line.outcome === "unavailable" ? "wait" : "due", text } };
  }
  return { ...cells, sent: yes, ...ANSWERED[referral.status](referral) };
}

const ANSWERED: { readonly [status in Referral["status"]]: (referral: Referral) => Partial<Cells> } = {
  sent: ({ urgent }) => ({ accepted: { tone: urgent ? "wait" : "due", text: "cell.unanswered" } }),
  declined: () => ({ accepted: { tone: "wait", text: "cell.declined" } }),
  recalled: () => ({ sent: { tone: "void", text: "cell.recalled" } }),
  accepted: ({ day, received }) => ({
    accepted: day ? { tone: "got", text: moment(`${day}T12:00:00`) } : yes,
    received: { tone: "due", text: received === "no" ? "cell.missed" : "cell.not_yet" },
  }),
  received: ({ received }) => ({
    accepted: yes,
    received: received === "partly" ? { tone: "due", text: "cell.partly" } : yes,
  }),
};

function row(here: Case, line: Line, cells: Cells): HTMLElement {
  const table = piece("need-row", {
    need: label("needs", line.need),
    line: path("dossier", showCode(here.code), "ligne", line.need),
  });
  const filled = Object.entries(cells).filter((entry): entry is [string, Cell] => entry[1] !== null);
  for (const [name, cell] of filled) fill(table, { [name]: drawn(cell) });
  const [last, cell] = filled.at(-1) ?? ["", yes];
  if (!cell.dot) widen(need<HTMLTableCellElement>(table, `[data-slot="${last}"]`));
  return need<HTMLTableRowElement>(table, "tr");
}

/** Words take the room of the empty cells after them. */
function widen(cell: HTMLTableCellElement): void {
  for (let next = cell.nextElementSibling; next; next = cell.nextElementSibling) {
    cell.colSpan += 1;
    next.remove();
  }
}

function drawn({ tone, text, dot = false }: Cell): HTMLElement {
  const node = piece(dot ? "dot" : "sign", { text: text.startsWith("cell.") ? say(text) : text });
  node.classList.add(tone);
  return node;
}
