/**
 * Leave at once: forget what is in memory and put a harmless page in its place.
 *
 *   <quick-exit><button type="button">×</button></quick-exit>
 *
 * The page listens for `leave` on the document to drop its keys first.
 */

const ELSEWHERE = "/quitter";

export class QuickExit extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.leave);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.leave);
  }

  private readonly leave = (): void => {
    document.dispatchEvent(new CustomEvent("leave"));
    document.getElementById("screen")?.replaceChildren();
    location.replace(ELSEWHERE);
  };
}
