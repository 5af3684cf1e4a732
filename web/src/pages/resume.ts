/** She stopped everything: only a new yes of hers begins again, under the same code. */

import { showCode } from "../formats/ids.ts";
import { save } from "../notebook.ts";
import { go } from "../router.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { session } from "../session/session.ts";
import type { Case } from "../shelf/state.ts";
import { ask } from "./ask.ts";

/** Draw the page; nothing is answered beforehand. */
export async function resume(here: Case): Promise<HTMLElement | null> {
  if (!here.ended) return null;
  const place = `reprendre/${here.id}`;
  const fixed = { code: here.code };
  return ask({ form: "consent@1", step: "ask.consent", place, fixed }, async ({ groups }) => {
    await save([{ kind: "consent.given", record: here.survivor, groups }]);
    await dropDraft(session(), place);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
}
