/**
 * Move through a list by keyboard; every link works without it.
 *
 *   <list-keys>
 *     <table>… <a class="code" href="…">K7Q-F2M-9T3</a> …</table>
 *     <p class="keys-hint" hidden>Arrow keys …</p>
 *     <a rel="prev" href="…">…</a> <a rel="next" href="…">…</a>
 *   </list-keys>
 *
 * Arrows (or j and k) go from code to code, n and p turn the page, f opens the
 * filters. Nothing happens while somebody writes.
 */

const STEPS: { readonly [key: string]: number } = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const TURNS: { readonly [key: string]: string } = { n: 'a[rel="next"]', p: 'a[rel="prev"]' };

/** Return the place after a step; it stays within the list. */
export function stepped(at: number, step: number, count: number): number {
  if (at < 0) return step > 0 ? 0 : count - 1;
  return Math.min(Math.max(at + step, 0), count - 1);
}

export class ListKeys extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("keydown", this.press);
    for (const hint of this.querySelectorAll<HTMLElement>(".keys-hint")) hint.hidden = false;
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.press);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const writing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const done = this.step(event.key) || this.turn(event.key) || this.filter(event.key);
    if (done) event.preventDefault();
  };

  private step(key: string): boolean {
    const step = STEPS[key];
    const links = [...this.querySelectorAll<HTMLElement>("th a.code")];
    if (step === undefined || links.length === 0) return false;
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[stepped(at, step, links.length)]?.focus();
    return true;
  }

  private turn(key: string): boolean {
    const link = TURNS[key] ? this.querySelector<HTMLAnchorElement>(TURNS[key]) : null;
    link?.click();
    return link !== null;
  }

  private filter(key: string): boolean {
    const filters = key === "f" ? document.querySelector<HTMLDetailsElement>("details.filters") : null;
    if (!filters) return false;
    filters.open = true;
    filters.querySelector("select")?.focus();
    return true;
  }
}
