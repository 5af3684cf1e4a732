/** On “Moi”: whether the browser keeps this notebook, what is carried, and the way to the home screen. */

import { deed } from "../news.ts";
import { keep, need, piece } from "../screen.ts";
import { may } from "../session/session.ts";
import { say } from "../words.ts";
import { canInstall, chosenLook, install, look } from "./install.ts";
import { isPromised } from "./persist.ts";

const isThere = (): boolean => matchMedia("(display-mode: standalone)").matches;

/** Draw it where it belongs. */
export async function storageIn(place: HTMLElement): Promise<void> {
  const isKept = await isPromised().catch(() => false);
  const node = piece("storage", { promise: say(isKept ? "storage.promised" : "storage.unpromised") });
  deed(node, "install", async () => {
    if (canInstall()) await install();
    else need(node, '[data-slot="how"]').hidden = false;
  });
  const now = chosenLook(); // the page is drawn again when something arrives
  need<HTMLSelectElement>(node, "#home-label").value = now.label;
  need<HTMLSelectElement>(node, "#home-icon").value = now.icon;
  for (const choice of node.querySelectorAll("select")) {
    choice.addEventListener("change", () => look({ label: chosen(node, "label"), icon: chosen(node, "icon") }));
  }
  place.replaceWith(keep(node, [...(may("case.write") ? ["carry"] : []), ...(isThere() ? [] : ["install"])]));
}

function chosen(node: HTMLElement, what: string): string {
  return need<HTMLSelectElement>(node, `#home-${what}`).value;
}
