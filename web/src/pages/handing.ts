/** What to begin with, and handing on. */

export { doors } from "./doors.ts";
export { needLine } from "./need-line.ts";
export { nextSteps } from "./offering.ts";
export { orient } from "./orient.ts";
export { told } from "./told.ts";
