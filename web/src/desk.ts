/** The desk’s pages work without this: it adds the keyboard, and closes when nobody is there. */

import { IdleDoor } from "./elements/idle-door.ts";
import { ListKeys } from "./elements/list-keys.ts";
import { RestingWords } from "./elements/resting-words.ts";

customElements.define("idle-door", IdleDoor);
customElements.define("list-keys", ListKeys);
customElements.define("resting-words", RestingWords);
