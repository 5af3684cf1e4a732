/** What an answer makes of the shelf: sealed first, so that it is written in one step or not at all. */

import type { Hand } from "../outbox/write.ts";
import { type Written, sealedRows } from "./disk.ts";
import type { Known } from "./known.ts";
import type { Line, Lines } from "./lines.ts";

/** What came and what left; `anew`: everything comes again; `carried`: a listed case that is here from now on. */
export type Arrived = {
  readonly changes?: readonly Known[];
  readonly removals?: readonly string[];
  readonly anew?: boolean;
  readonly carried?: string;
  /** Cases of which only the line stays. */
  readonly listed?: readonly Line[];
};
/** The same for the disk, and for memory once it lies there. */
export type Page = Written & { readonly came: readonly Known[]; readonly lines?: Lines };

const packing = () => import("./lines.ts");

/** Return what comes of an answer: nothing is changed yet. */
export async function pageOf(hand: Hand, held: Iterable<Known>, before: Lines, arrived: Arrived): Promise<Page> {
  const { changes = [], removals = [], anew = false, carried, listed = [] } = arrived;
  const lines: Lines = anew ? new Map() : new Map(before);
  for (const root of carried ? [...removals, carried] : removals) lines.delete(root);
  for (const line of listed) lines.set(line.root, line);
  const came = lines.size > 0 ? (await packing()).noted(lines, changes) : changes;
  const leaves = new Set([...removals, ...listed.map(({ root }) => root)]);
  const isGone = ({ root, position }: Known): boolean => position !== null && (anew || leaves.has(root));
  const gone = [...held].filter(isGone).map(({ act }) => act.id);
  const page = { gone, came, rows: await sealedRows(hand, came) };
  return lines.size === before.size && came.length === changes.length && listed.length === 0 ? page : { ...page, ...(await listing(hand, lines)) };
}

/** Lay the lines of listed cases anew. */
export async function listing(hand: Hand, lines: Lines): Promise<Required<Pick<Page, "lines" | "boxes">>> {
  return { lines, boxes: lines.size > 0 ? await (await packing()).packed(lines, hand) : [] };
}

/** Return the lines that lie here now, as `recalled` says: the code for it comes only where there are some. */
export async function recalled(hand: Hand, known: Map<string, Known>, lines: Lines): Promise<Lines> {
  const first = await hand.book.get("lines", 0);
  return first || lines.size > 0 ? (await packing()).recalled({ hand, known, lines }, first) : lines;
}
