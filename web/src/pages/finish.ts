/** Say that it is kept, and go back to the case. */

import { showCode } from "../formats/ids.ts";
import { go } from "../router.ts";
import type { Case } from "../shelf/state.ts";

/** End a page of a case. */
export function finish(here: Case, ...room: readonly string[]): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code), ...room);
}
