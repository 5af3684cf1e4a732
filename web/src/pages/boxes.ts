/** Boxes to tick, made from records rather than from a form. */

import { need, piece } from "../screen.ts";

/** Draw one box; not ticked unless it says so. */
export function box(value: string, text: string, isTicked = false): HTMLElement {
  const node = piece("box", { text });
  const input = need<HTMLInputElement>(node, "input");
  [input.value, input.checked] = [value, isTicked];
  return node;
}

/** Return what is ticked in a place. */
export function ticked(place: ParentNode): string[] {
  return [...place.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map(({ value }) => value);
}
