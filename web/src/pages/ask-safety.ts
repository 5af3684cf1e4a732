/** Is she in danger, what worries, and her own plan, sealed. */

import { showCode } from "../formats/ids.ts";
import { books, save } from "../notebook.ts";
import { go } from "../router.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Case } from "../shelf/state.ts";
import { ask } from "./ask.ts";
import { seal } from "./seal.ts";

/** Draw the page. */
export async function askSafety(here: Case): Promise<HTMLElement> {
  const before = await openRecord(books(), here.id, here.id);
  const first = { in_danger: here.danger, risk_level: here.risk, risk_reasons: here.reasons, ...before["narrative"] };
  return ask({ form: "safety@1", step: "ask.safety", place: `surete/${here.id}`, first }, async ({ groups, sealed }) => {
    await save([{ kind: "safety.recorded", record: here.id, groups, sealed: await seal(here.id, sealed, before) }]);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
}
