/** The lock screen of somebody who chose a short code; nothing on it says whose notebook it is. */

import { deed, fault, wordsOf } from "../news.ts";
import { bar, need, piece, show } from "../screen.ts";
import { isOpen, napping } from "./session.ts";
import { unlock } from "./unlock.ts";

/** Draw the page; `done` goes on once the notebook is open. */
export async function wake(done: () => void): Promise<HTMLElement> {
  bar("");
  const [node, nap] = [piece("wake"), napping()];
  const byPhrase = async () => show(await unlock(done));
  const pinBox = need<HTMLInputElement>(node, "#pin");
  if (nap) nap.gone = () => void (node.isConnected && !isOpen() && byPhrase());
  deed(node, "phrase", async () => void (await byPhrase()));
  deed(node, "wake", async () => {
    const { value: pin } = pinBox;
    pinBox.value = "";
    pinBox.focus();
    try {
      await nap?.wake(pin);
    } catch (error) {
      if (napping()) throw error;
      return fault(await byPhrase(), wordsOf(error)); // no try is left, or the hour is over
    }
    done();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) need<HTMLButtonElement>(node, '[data-act="wake"]').click();
  });
  return node;
}
