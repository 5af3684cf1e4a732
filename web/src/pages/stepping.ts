/** Notes that go once they were read. */

import { need } from "../screen.ts";

/** Take a note away: who reads by ear or by keyboard is then at the heading, not nowhere. */
export function stepAside(node: HTMLElement): void {
  node.remove();
  need(document, "#screen h1").focus({ preventScroll: true });
}
