/** What the pages that are there already say of what is carried. */

import { books, state } from "../notebook.ts";
import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { use } from "../shelf/carrying.ts";
import { caseByCode } from "../shelf/state.ts";
import { count } from "../words.ts";

/** Remember that a case was read. */
export async function read(code: string): Promise<void> {
  const here = caseByCode(state(), code);
  if (here) await use(session(), here.survivor);
}

/** Return the way to the cases that are only listed; nothing when all are here. */
export function carriedLink(): HTMLElement | null {
  const { length } = books().listed();
  return length > 0 ? piece("carried-link", { text: count("carry.away", length) }) : null;
}
