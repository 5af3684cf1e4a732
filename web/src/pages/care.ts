/** What goes on after: her permission, follow-up, the end of help and coming back. */

export { closing } from "./closing.ts";
export { followUp } from "./follow-up.ts";
export { held } from "./held.ts";
export { permission } from "./permission.ts";
export { reopen, resume, sayAgain } from "./coming-back.ts";
