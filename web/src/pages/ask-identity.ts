/** What she wants to say of herself, and how to reach her without harm: one topic a screen. */

import { showCode } from "../formats/ids.ts";
import { formOf } from "../forms/sheet.ts";
import { books, save, state } from "../notebook.ts";
import { path } from "../router.ts";
import { openRecord } from "../shelf/bodies.ts";
import { forceAll } from "../shelf/registers.ts";
import type { Case } from "../shelf/state.ts";
import { emptied } from "./emptied.ts";
import { finish } from "./finish.ts";
import { seal } from "./seal.ts";
import { topical } from "./topical.ts";

const FORM = "identity@1";

/** Draw the page. */
export async function askIdentity(here: Case): Promise<HTMLElement> {
  const before = await openRecord(books(), here.id, here.survivor);
  const standing = forceAll(state().registers, here.survivor);
  const asking = {
    form: FORM,
    step: "ask.identity",
    place: `contact/${here.id}`,
    first: { ...standing, ...before["identity"], ...before["contact"] },
    stop: path("dossier", showCode(here.code)),
  };
  return topical(asking, async ({ groups, sealed }) => {
    const whole = { ...emptied(await formOf(FORM), standing), ...groups };
    await save([{ kind: "identity.recorded", record: here.survivor, groups: whole, sealed: await seal(here.id, sealed, before) }]);
    finish(here);
  });
}
