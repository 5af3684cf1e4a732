/** On every door: which card this is, what to look at, and the way to the next one. */

import { drawn } from "../drawn.ts";
import { doorOf, trail } from "./trail.ts";

const CARDS = ".stop";

/** Put the card in hand under the bar, and let the bar's link lead to the next. */
export async function guide(): Promise<void> {
  const [mark, here] = [document.querySelector<HTMLElement>("#mark"), trail()];
  const link = mark?.querySelector<HTMLAnchorElement>("a");
  if (!mark || !link || !here || doorOf(location.pathname) === "cards") return;
  link.href = `${link.pathname}#${here.card}`;
  const stops = await stopsOf(link.pathname);
  const at = stops.findIndex(({ id }) => id === here.card);
  const stop = stops[at];
  if (!stop) return;
  aim({ mark, link, stops }, at + 1);
  place(mark, inHand(stop));
}

type Bar = { readonly mark: HTMLElement; readonly link: HTMLAnchorElement; readonly stops: readonly HTMLElement[] };

/** Let the bar lead to one card, and from there to the one after it. */
function aim(bar: Bar, at: number): void {
  const { mark, link, stops } = bar;
  const next = stops[at];
  link.textContent = (next ? mark.dataset["next"] : mark.dataset["last"]) ?? "";
  link.href = `${link.pathname}#${next ? next.id : "end"}`;
  link.onclick = next ? (event) => {
    event.preventDefault();
    show(mark, next);
    aim(bar, at + 1);
  } : null;
}

/** Take away what stands under the bar. */
export function closeGuide(): void {
  document.querySelector("#guide")?.remove();
}

async function stopsOf(address: string): Promise<HTMLElement[]> {
  const page = await drawn(address);
  return [...page.querySelectorAll<HTMLElement>(CARDS)];
}

/** The card that was opened: its title; under it what to look at, and its other doors. */
function inHand(stop: HTMLElement): HTMLElement {
  const [node, summary] = [document.createElement("details"), document.createElement("summary")];
  const isWide = matchMedia("(min-width: 64rem)").matches;
  summary.textContent = stop.querySelector("h2")?.textContent ?? "";
  const doors = stop.querySelectorAll(".deeds > a").length > 1 ? stop.querySelector(".deeds") : null;
  const parts = [stop.querySelector(".look"), doors].filter((part) => part !== null);
  node.open = isWide || doors !== null;
  node.append(summary, ...parts.map((part) => document.importNode(part, true)));
  return node;
}

/** The next card, whole, without leaving where we are. */
function show(mark: HTMLElement, stop: HTMLElement): void {
  const node = document.importNode(stop, true);
  const section = place(mark, ...node.childNodes);
  const title = section.querySelector<HTMLElement>("h2");
  title?.setAttribute("tabindex", "-1");
  title?.focus();
  scrollTo(0, 0);
}

function place(mark: HTMLElement, ...nodes: readonly Node[]): HTMLElement {
  closeGuide();
  const section = Object.assign(document.createElement("section"), { id: "guide", className: "guide" });
  section.append(...nodes);
  section.setAttribute("aria-label", section.querySelector("h2, summary")?.textContent ?? "");
  mark.after(section);
  return section;
}
