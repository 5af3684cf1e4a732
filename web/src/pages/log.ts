/** The log as this device saw it: words to compare, and what to do when the server shows another. */

import { Refused } from "../formats/refusal.ts";
import { deed, tellNews } from "../news.ts";
import { send } from "../notebook.ts";
import { keep, piece, show } from "../screen.ts";
import { session } from "../session/session.ts";
import { beginAnew, keptTree } from "../shelf/log.ts";
import { keyWords } from "../shelf/log-words.ts";
import { forecast } from "../weather.ts";
import { say } from "../words.ts";

/** Draw the page. */
export async function page(): Promise<HTMLElement> {
  const mine = session();
  const tree = await keptTree(mine);
  const isDoubted = forecast().troubles.some((code) => code.startsWith("ledger."));
  const node = keep(piece("log", {
    words: tree ? await keyWords(tree.key) : say("log.none"),
    seen: say("log.seen", { size: tree?.size ?? 0 }),
  }), isDoubted ? ["doubt"] : []);
  deed(node, "copy", async () => {
    if (!tree?.note) throw new Refused("log.none");
    await navigator.clipboard.writeText(tree.note);
    tellNews("copied");
  });
  deed(node, "anew", async () => {
    await beginAnew(mine);
    await send();
    show(await page());
  });
  return node;
}
