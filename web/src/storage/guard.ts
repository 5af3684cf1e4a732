/** Watch over what lies here: the mark follows each change, cases leave in time, the browser is asked to keep it all. */

import { standing } from "../outbox/store.ts";
import { tidyWith } from "../outbox/round.ts";
import { isOpen, session } from "../session/session.ts";
import { tidy } from "../shelf/carrying.ts";
import { follow } from "./notes.ts";
import { askToKeep } from "./persist.ts";
import { watchFront } from "./prompt.ts";

let isAsked = false;

/** Begin to watch, once. */
export function guard(): void {
  tidyWith(tidy);
  watchFront();
  document.addEventListener("weather", () => void watch().catch(() => undefined));
  void watch().catch(() => undefined);
}

async function watch(): Promise<void> {
  if (!isOpen()) return;
  const mine = session();
  await follow(mine);
  const { seq } = await standing(mine.book, mine.device);
  if (isAsked || seq === 0) return; // nothing of hers is here yet: a question would come out of the blue
  isAsked = true;
  await askToKeep();
}
