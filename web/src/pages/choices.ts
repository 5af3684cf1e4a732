/** Lists to choose from: their names come from the page's messages or from acts. */

import { labelsOf } from "../words.ts";

/** Return code and name of every choice of a question. */
export const choicesOf = labelsOf;

/** Make one option of a list. */
export function option(value: string, text: string): HTMLOptionElement {
  const node = document.createElement("option");
  node.value = value;
  node.textContent = text;
  return node;
}
