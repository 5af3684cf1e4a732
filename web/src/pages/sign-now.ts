/** A supervisor's word goes at once: what waits for it is read from the server, so she is told here when it cannot stand. */

import { Refused } from "../formats/refusal.ts";
import { type NewAct, save, send, state } from "../notebook.ts";
import { go } from "../router.ts";

/** Keep an act, send it, and go on; refuse where she is when the server set it aside. */
export async function signNow(act: NewAct, ...then: readonly string[]): Promise<void> {
  await signHere(act);
  document.dispatchEvent(new CustomEvent("saved"));
  go(...then);
}

/** Keep an act, send it, and stay; refuse when the server set it aside. */
export async function signHere(act: NewAct): Promise<void> {
  const before = aside(act).length;
  await save([act]);
  await send();
  const refused = aside(act)[before];
  if (refused) throw new Refused(refused);
}

/** Why acts like this one were set aside, in their order. */
function aside({ kind, record }: NewAct): string[] {
  return state().problems.filter(({ act }) => act.kind === kind && act.record === record).map(({ code }) => code);
}
