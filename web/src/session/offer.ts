/** Offer a short code for coming back: once in a sitting, at the foot of the day's page. */

import { deed } from "../news.ts";
import { piece } from "../screen.ts";
import { isOpen, napping } from "./session.ts";

let isDeclined = false;

/** Put the offer at the end of a page, unless there is a code or she does not want one now. */
export function offer(page: Element | null): void {
  if (!page || isDeclined || napping() || !isOpen() || page.querySelector("#offer-return")) return;
  const node = piece("offer-return");
  deed(node, "later", () => {
    isDeclined = true;
    node.remove();
  });
  page.append(node);
}
