/** Cases that are listed on this device and lie on the server: their lines, packed a hundred to a box. */

import { b64 } from "../formats/canon.ts";
import { stateHash } from "../formats/exchange.ts";
import { refuseUnless } from "../formats/refusal.ts";
import { type Box, close, open } from "../outbox/box.ts";
import type { Hand } from "../outbox/write.ts";
import { rowsOf } from "./disk.ts";
import { type Known, versionsOf } from "./known.ts";
import type { Shelf } from "./shelf.ts";
import { type Case, namedLines } from "./state.ts";

/** What is known of a case that is not here; nothing of it is a name or a story. */
export type Line = {
  readonly root: string;
  readonly code: string;
  readonly opened: string;
  readonly needs: readonly string[];
  /** The day agreed for the next contact; empty when there is none. */
  readonly next: string;
  /** Something happened there since: it comes back by itself. */
  readonly news: boolean;
  /** Record → the version that was here: what the server compares. */
  readonly versions: readonly (readonly [string, number])[];
  /** The same of all its records in one, as the server told it to a device that never had them: `versions` is then what came since. */
  readonly state?: string;
};
export type Lines = Map<string, Line>;

export type Laid = { readonly hand: Hand; readonly known: Map<string, Known>; readonly lines: Lines };

const BLOCK = 100;
const placeOf = (at: number): string => `lines:${at}`;

/** Lines are laid all anew, under new salts: by the first one it is seen whether another tab laid its own. */
const laidAs = new WeakMap<Lines, string>();
const signOf = (first: Box | undefined): string => (first ? b64(first.salt) : "");

/** Open the lines that lie here. */
export async function linesOf({ book, shelfKey }: Hand): Promise<Lines> {
  if (!shelfKey) return new Map();
  const boxes = await book.getAll("lines");
  const blocks = await Promise.all(boxes.map((box, at) => open<Line[]>(box, placeOf(at), shelfKey)));
  return signed(new Map(blocks.flat().map((line) => [line.root, line])), boxes);
}

/** Seal them, a hundred together: opening two thousand takes twenty keys, not two thousand. */
export async function packed(lines: Lines, { shelfKey }: Hand): Promise<Box[]> {
  refuseUnless(shelfKey !== undefined, "lease.ended");
  const [all, key] = [[...lines.values()], shelfKey as NonNullable<typeof shelfKey>];
  const blocks = Array.from({ length: Math.ceil(all.length / BLOCK) }, (_none, at) => all.slice(at * BLOCK, (at + 1) * BLOCK));
  const boxes = await Promise.all(blocks.map((block, at) => close(block, placeOf(at), key)));
  signed(lines, boxes);
  return boxes;
}

function signed(lines: Lines, [first]: readonly Box[]): Lines {
  laidAs.set(lines, signOf(first));
  return lines;
}

/**
 * Return the lines that lie here now. What another tab fetched is known from here on, and
 * what it listed is not.
 */
export async function recalled({ hand, known, lines: before }: Laid, first: Box | undefined): Promise<Lines> {
  if ((laidAs.get(before) ?? "") === signOf(first)) return before;
  const lines = await linesOf(hand);
  const back = new Set([...before.keys()].filter((root) => !lines.has(root)));
  if (back.size > 0) for (const one of await rowsOf(hand)) if (back.has(one.root)) known.set(one.act.id, one);
  for (const [id, { root }] of known) if (lines.has(root)) known.delete(id);
  return lines;
}

/** Return what the server compares; null while something came of a case whose earlier versions are not known here. */
export async function heldHere(shelf: Shelf): Promise<string | null> {
  const told = shelf.listed().filter(({ state }) => state !== undefined);
  if (told.some(({ versions }) => versions.length > 0)) return null;
  return stateHash(shelf.versions(), told.map(({ state }) => state ?? ""));
}

/** Tell whether something came of a case that is not among what was fetched of it. Pure. */
export function isBehind(line: Line | undefined, fetched: readonly Known[]): boolean {
  const have = versionsOf(fetched);
  return line?.versions.some(([record, version]) => version > (have.get(record) ?? 0)) ?? false;
}

/** Note in a line that something happened there; return the changes of cases that are here. */
export function noted(lines: Lines, changes: readonly Known[]): Known[] {
  const isElsewhere = ({ root, state }: Known): boolean => state === "applied" && lines.has(root);
  for (const { root, act, version } of changes.filter(isElsewhere)) {
    const line = lines.get(root) as Line;
    const versions = new Map(line.versions);
    versions.set(act.record, Math.max(versions.get(act.record) ?? 0, version ?? 0));
    lines.set(root, { ...line, news: true, versions: [...versions] });
  }
  return changes.filter((change) => !isElsewhere(change));
}

/** Write the lines of cases that leave this device. */
export function linesFor(shelf: Shelf, roots: readonly string[]): Line[] {
  const cases = [...shelf.state().cases.values()].filter(({ survivor }) => roots.includes(survivor));
  return cases.map((here) => lineOf(here, [...versionsOf(shelf.all().filter(({ root }) => root === here.survivor))]));
}

function lineOf(here: Case, versions: Line["versions"]): Line {
  const needs = namedLines(here).map(({ need }) => need);
  return { root: here.survivor, code: here.code, opened: here.opened, needs, next: nextOf(here), news: false, versions };
}

/** Return the day agreed for the next contact, while there is one to come. */
export function nextOf({ ended, course }: Case): string {
  return ended || ["proposed", "closed"].includes(course.closing) ? "" : course.nextOn;
}

/** Put first what comes first; last what has no day. */
export function byDay<T extends { readonly next: string }>(lines: Iterable<T>): T[] {
  return [...lines].sort((a, b) => Number(a.next === "") - Number(b.next === "") || a.next.localeCompare(b.next));
}

/** Return the lines that fit what is looked for: signs of a code, written as anybody writes them. */
export function found<T extends { readonly code: string }>(lines: Iterable<T>, wanted: string): T[] {
  const signs = wanted.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return [...lines].filter(({ code }) => code.includes(signs));
}
