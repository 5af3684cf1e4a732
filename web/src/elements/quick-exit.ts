/**
 * Leave at once: forget what is in memory and put a harmless page in its place.
 *
 *   <quick-exit><button type="button">×</button></quick-exit>
 *
 * The page listens for `leave` on the document to drop its keys first. Whoever then
 * presses "back" in this tab comes to the harmless page again.
 */

const ELSEWHERE = "/quitter";
const LEFT = "left";

/** Tell whether somebody came back, who had left: a page that is asked for anew is a new beginning. */
export function isComingBack(how: string, mark: string | null): boolean {
  return mark !== null && how === "back_forward";
}

export class QuickExit extends HTMLElement {
  connectedCallback(): void {
    const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const isBack = isComingBack(entry?.type ?? "", sessionStorage.getItem(LEFT));
    if (isBack) location.replace(ELSEWHERE);
    else sessionStorage.removeItem(LEFT);
    this.addEventListener("click", this.leave);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.leave);
  }

  private readonly leave = (): void => {
    document.dispatchEvent(new CustomEvent("leave"));
    document.body.replaceChildren();
    sessionStorage.setItem(LEFT, "1");
    addEventListener("pageshow", () => location.replace(ELSEWHERE)); // a page kept for "back"
    location.replace(ELSEWHERE);
  };
}
