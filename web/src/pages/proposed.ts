/** What was proposed last to end help, when it could not stand: found again, and why. Pure. */

import type { Act } from "../formats/act.ts";
import { answer } from "../shelf/known.ts";
import type { Case, State } from "../shelf/state.ts";

const KIND = "closure.proposed";

/** The proposal that a supervisor gave back, or that was refused; `code` says why it was refused. */
export type Unmade = { readonly act: Act; readonly code: string };

/** Return what is to be proposed anew; nothing when no proposal came back. */
export function unmade({ problems }: State, { id, course, thread }: Case): Unmade | null {
  const of = ({ act }: { readonly act: Act }) => act.kind === KIND && answer(act, "case") === id;
  const refused = problems.filter(of).at(-1);
  const last = thread.filter(of).at(-1);
  const isLater = refused !== undefined && refused.act.hlc > (last?.act.hlc ?? "") && refused.act.time > course.reopened;
  if (isLater && ["", "returned"].includes(course.closing)) return { act: refused.act, code: refused.code };
  return course.closing === "returned" && last ? { act: last.act, code: "" } : null;
}
