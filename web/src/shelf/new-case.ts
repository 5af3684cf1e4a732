/** A case as it begins. */

import { newCourse } from "./course.ts";
import type { Case } from "./state.ts";

type Begun = Pick<Case, "id" | "survivor" | "code" | "lead" | "opened"> & Partial<Case>;

/** Return a case of which nothing is known yet but whose it is. */
export function newCase(begun: Begun): Case {
  return {
    consent: { services: "", language: "", form: "", statistics: "" }, ended: false, lines: [], danger: "", risk: "", reasons: [],
    complete: false, incidents: [], named: false, profile: {}, course: newCourse(), thread: [], keyless: false, ...begun,
  };
}
