/** Which cases stay on a device, and which are only listed there. Pure. */

const DAY = 24 * 3_600_000;
/** How long a case stays after it was last used or taken along. */
export const TERM = 14 * DAY;
/** How many a person's device carries, and one that stays at a site. */
export const MOST = { person: 25, site: 2_000 } as const;

/** What is remembered of what is carried: root → when it was last used, or taken along by her. */
export type Carried = {
  readonly used: { readonly [root: string]: number };
  readonly taken: { readonly [root: string]: number };
  readonly site?: boolean;
};
export type Held = {
  readonly root: string;
  /** It presses, or the next contact comes within the term: it stays, whatever its age and however many there are. */
  readonly isDue: boolean;
  /** Something of it waits to be sent, or was not applied: it stays whatever else. */
  readonly isBound: boolean;
};

/** Return the roots that leave: past their term, or beyond what a device carries. */
export function leaving(all: readonly Held[], { used, taken, site }: Carried, now: number): string[] {
  const since = (root: string): number => Math.max(used[root] ?? now, taken[root] ?? 0);
  const isFresh = (root: string): boolean => now - since(root) < DAY;
  const isTaken = (root: string): boolean => now - (taken[root] ?? 0) < TERM;
  const stays = ({ isBound, isDue }: Held): boolean => isBound || isDue;
  const rank = (one: Held): number => (stays(one) ? 0 : isFresh(one.root) ? 1 : isTaken(one.root) ? 2 : 3);
  const ranked = [...all].sort((a, b) => rank(a) - rank(b) || since(b.root) - since(a.root));
  const most = mostOf(site);
  return ranked.filter((one, at) => !stays(one) && (at >= most || now - since(one.root) >= TERM)).map(({ root }) => root);
}

/** Return how many cases a device carries, unless more of them press. */
export function mostOf(site = false): number {
  return MOST[site ? "site" : "person"];
}

/** Return what is remembered of being taken along: nothing once the term is over. */
export function takenStill(taken: Carried["taken"], now: number): Carried["taken"] {
  return Object.fromEntries(Object.entries(taken).filter(([, at]) => now - at < TERM));
}

/** Until when a case stays, when nothing more happens there. */
export function until(root: string, { used, taken }: Carried, now: number): number {
  return Math.max(used[root] ?? now, taken[root] ?? 0) + TERM;
}

/** Tell whether a day lies within the term, or within another span. */
export function isSoon(day: string, now: number, span: number = TERM): boolean {
  return day !== "" && Date.parse(`${day}T00:00:00Z`) - now < span;
}
