/** The lease has ended: what still works, and the two ways back. */

import { deed, tellNews } from "../news.ts";
import { lay } from "../notebook.ts";
import { openWith } from "../outbox/spoken.ts";
import { go } from "../router.ts";
import { bar, keep, need, piece, typed } from "../screen.ts";
import { isOpen, may, session } from "../session/session.ts";
import { day, say } from "../words.ts";

/** Draw the page; a code that came by a photographed square stands there already. */
export async function page([code = ""]: readonly string[] = []): Promise<HTMLElement | null> {
  const { shut } = session();
  bar("");
  if (!shut) return null;
  const node = piece("shut", { since: say("shut.since", { day: day(shut.slice(0, 10)) }) });
  keep(node, may("case.write") ? ["begin"] : []);
  need<HTMLInputElement>(node, "#lease-code").value = code;
  watch(node);
  deed(node, "lock", () => void document.dispatchEvent(new CustomEvent("lock")));
  deed(node, "open", async () => {
    await openWith(session(), typed(node, "lease-code"));
    await lay();
    go();
    tellNews("saved");
  });
  return node;
}

/** A contact may bring the cases back while somebody reads this: then they are shown. */
function watch(node: HTMLElement): void {
  const look = (): void => {
    const isBack = isOpen() && !session().shut;
    if (isBack || !isOpen()) document.removeEventListener("weather", look);
    if (isBack && node.isConnected) go();
  };
  document.addEventListener("weather", look);
}
