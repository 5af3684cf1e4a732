/** The pages for anyone work without this: it only keeps the tab's history short. */

import { SamePage } from "./elements/same-page.ts";

customElements.define("same-page", SamePage);
