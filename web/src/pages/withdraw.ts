/** She changes her mind: no reason asked, it stops at once. */

import { showCode } from "../formats/ids.ts";
import { save, state } from "../notebook.ts";
import { go } from "../router.ts";
import type { Case } from "../shelf/state.ts";
import { Refused } from "../formats/refusal.ts";
import { ask } from "./ask.ts";

/** Draw the page; a release is named in the address when that is what stops. */
export async function withdraw(here: Case, [release = ""]: readonly string[]): Promise<HTMLElement> {
  const first = release ? { what: "release" } : {};
  return ask({ form: "withdrawal@1", step: "ask.withdraw", place: `retrait/${here.id}`, first }, async ({ groups, given }) => {
    const acts = given["what"] === "release" ? standing(here, release) : [here.survivor];
    if (acts.length === 0) throw new Refused("withdraw.none");
    await save(acts.map((record) => ({ kind: "consent.withdrawn" as const, record, groups })));
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
}

function standing(here: Case, release: string): string[] {
  const hers = [...state().releases.values()].filter(({ survivor, ended }) => survivor === here.survivor && !ended);
  return hers.map(({ id }) => id).filter((id) => release === "" || id === release);
}
