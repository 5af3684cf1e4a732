/** Which answers ask for a place that can be entered. Pure. */

import type { JsonObject } from "../formats/canon.ts";

/** Said of nobody in particular: no, not known, not told. */
const NONE: readonly unknown[] = ["no", "unknown", "declined"];

/** One great difficulty of the Washington Group is enough, or a disability that was noted. */
export function isHindered(answers: JsonObject): boolean {
  const { disability = "no", ...functioning } = answers;
  return !NONE.includes(disability) || Object.values(functioning).some((said) => said === "lot" || said === "cannot");
}
