/** What she needs, in her own order. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { save } from "../notebook.ts";
import { go } from "../router.ts";
import { type Case, namedLines } from "../shelf/state.ts";
import { ask } from "./ask.ts";

/** Draw the page. */
export function askNeeds(here: Case): Promise<HTMLElement> {
  const first = { needs: namedLines(here).map(({ need }) => need) };
  return ask({ form: "needs@1", step: "ask.needs", place: `besoins/${here.id}`, first }, async ({ groups, given }) => {
    if (!Array.isArray(given["needs"]) || given["needs"].length === 0) throw new Refused("needs.none");
    await save([{ kind: "needs.recorded", record: here.id, groups }]);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
}
