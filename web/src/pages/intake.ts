/** What she says of herself, of her needs, of her safety, of what happened. */

export { askIdentity } from "./ask-identity.ts";
export { askNeeds } from "./ask-needs.ts";
export { askSafety } from "./ask-safety.ts";
export { wizard } from "./wizard.ts";
