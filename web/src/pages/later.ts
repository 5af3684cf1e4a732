/** The pages that follow: a case, what was received, this device. */

export { page as dossier } from "./case.ts";
export { page as me } from "./me.ts";
export { page as received } from "./received.ts";
