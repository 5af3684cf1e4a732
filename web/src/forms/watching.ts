/** Forms are drawn within a page, too: each is dressed as it comes, and a voice ends with its page. */

import { isOpen } from "../session/session.ts";
import { dressForms } from "./dressing.ts";
import { hush, keepAll, listed } from "./hearing.ts";

/** Look at the screen from now on. */
export function watchForms(): void {
  const screen = document.querySelector<HTMLElement>("#screen");
  if (!screen) return;
  const { connection } = navigator as Navigator & { readonly connection?: Parameters<typeof keepAll>[1] };
  const look = (changes: readonly MutationRecord[] = []): void => {
    if (changes.some(({ target, removedNodes }) => target === screen && removedNodes.length > 0)) hush();
    if (isOpen()) dressForms(screen);
  };
  new MutationObserver(look).observe(screen, { childList: true, subtree: true });
  look();
  void keepAll(listed(), connection);
}
