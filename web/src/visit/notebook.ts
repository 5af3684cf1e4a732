/** Open the notebook as a demo person: the ordinary page is filled in, and nothing else is done. */

import { keyOf } from "./key.ts";
import { clearSaid, sayMark } from "./mark.ts";
import { follow, trail } from "./trail.ts";

const TRIES = 3;
const PATIENCE = 10_000;
let playing = "";

/** Tell whether the notebook in front of us is this person's, and open. */
export function isOpenAs(who: string): boolean {
  return playing === who && document.querySelector<HTMLElement>("#dock")?.hidden === false;
}

/** Wait for the page that asks for name, passphrase and code; fill it in as the story says. */
export function watchDoor(): void {
  const screen = document.querySelector("#screen");
  if (!screen) return;
  const seen = new WeakSet<Element>();
  const look = (): void => {
    const button = screen.querySelector<HTMLButtonElement>('.cover [data-act="open"]');
    const here = trail();
    if (!button || !here?.isDue || seen.has(button)) return;
    seen.add(button);
    void enter(here.who, button).catch(() => sayMark("failed"));
  };
  new MutationObserver(look).observe(screen, { childList: true });
  look();
}

async function enter(who: string, button: HTMLButtonElement): Promise<void> {
  for (let left = TRIES; left > 0 && button.isConnected; left -= 1) {
    sayMark("opening");
    const key = await keyOf(who, (seconds) => sayMark("wait", String(seconds)));
    sayMark("opening");
    for (const [id, value] of Object.entries({ username: key.username, passphrase: key.passphrase, code: key.code })) {
      const field = document.querySelector<HTMLInputElement>(`#screen #${id}`);
      if (field) field.value = value;
    }
    button.click();
    await until(() => button.getAttribute("aria-disabled") !== "true");
    if (button.isConnected && document.querySelector<HTMLElement>("#dock")?.hidden !== false) continue;
    playing = who;
    await arrive();
    const here = trail();
    if (here) follow({ ...here, isDue: false });
    clearSaid();
    return;
  }
  sayMark("failed");
}

/** A browser that was never here has to fetch first: until then there is nothing to show. */
async function arrive(): Promise<void> {
  const last = performance.now() + PATIENCE;
  document.body.dataset["visit"] = "arriving";
  await until(() => performance.now() > last || !document.querySelector("#state")?.classList.contains("off"));
  await new Promise((next) => setTimeout(next, 200));
  delete document.body.dataset["visit"];
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((next) => setTimeout(next, 50));
}
