/** Where one is, in a few short dashes. */

import { piece } from "../screen.ts";

/** Draw the dashes: those behind, the one at hand, those to come. */
export function dashes(all: number, at: number): HTMLElement[] {
  return Array.from({ length: all }, (_none, place) => {
    const node = piece("step");
    if (place < at) node.classList.add("done");
    if (place === at) node.setAttribute("aria-current", "step");
    return node;
  });
}
