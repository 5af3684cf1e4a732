/** What to begin with, once she has said yes. */

import { showCode } from "../formats/ids.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import type { Case } from "../shelf/state.ts";

/** Draw the doors of a case. */
export async function doors(here: Case): Promise<HTMLElement> {
  const code = showCode(here.code);
  const to = (...parts: string[]) => path("dossier", code, ...parts);
  return piece("doors", {
    code,
    needs: to("besoins"),
    safety: to("surete"),
    orient: to("orienter"),
    identity: to("contact"),
    incident: to("note"),
    case: to(),
  });
}
