/** The application's side of the keeper: let it stand, hear from it, agree to a new release. */

import type { State } from "../keeper/holding.ts";
import type { Asked } from "../keeper/scope.ts";
import { KEEPER, script } from "../trusted.ts";
import { tell } from "../weather.ts";
import { language } from "../words.ts";

export type { Shown, State } from "../keeper/holding.ts";
const NONE: State = { held: null, offered: null, trouble: "", whole: false };
const AGAIN = 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Let the keeper stand and bring the whole release here; a cut line is tried again until all has come. */
export async function stand(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  clearTimeout(timer);
  const { whole } = await brought().catch(() => NONE);
  if (!whole) timer = setTimeout(() => void stand(), AGAIN);
}

/** Say what is new or wrong. */
async function brought(): Promise<State> {
  await navigator.serviceWorker.register(script(KEEPER), { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  announce(await ask("check"));
  const filled = await ask("fill");
  announce(filled);
  return filled;
}

/** Ask the keeper; where there is none, nothing is held. */
export async function ask(what: Asked["what"]): Promise<State> {
  const standing = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistration("/app/") : undefined;
  const here = standing?.active;
  if (!here) return NONE;
  const { port1, port2 } = new MessageChannel();
  const asked: Asked = { what, language: language() };
  return new Promise((done) => {
    port1.onmessage = ({ data }: MessageEvent<State>) => {
      port1.close();
      done(data);
    };
    here.postMessage(asked, [port2]);
  });
}

/** Change to the release that is offered; the page begins anew with it. */
export async function agree(): Promise<string> {
  const { offered, trouble } = await ask("take");
  if (offered) return trouble || "network.down";
  document.dispatchEvent(new CustomEvent("leave"));
  location.reload();
  return "";
}

function announce({ offered, trouble }: State): void {
  tell({ release: trouble || (offered ? "release.newer" : "") });
}
