/** What she wants to say of herself, and how to reach her without harm. */

import { showCode } from "../formats/ids.ts";
import { books, save } from "../notebook.ts";
import { go } from "../router.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Case } from "../shelf/state.ts";
import { ask } from "./ask.ts";
import { seal } from "./seal.ts";

/** Draw the page. */
export async function askIdentity(here: Case): Promise<HTMLElement> {
  const before = await openRecord(books(), here.id, here.survivor);
  const first = { ...before["identity"], ...before["contact"], ...here.profile };
  return ask({ form: "identity@1", step: "ask.identity", place: `contact/${here.id}`, first }, async ({ groups, sealed }) => {
    const parts = await seal(here.id, sealed, before);
    await save([{ kind: "identity.recorded", record: here.survivor, groups, sealed: parts }]);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
}
