/** Lists to choose from: their names come from the page's messages or from acts. */

import { codesOf } from "../forms/codes.ts";
import { label } from "../words.ts";

/** Return code and name of every choice of a form's question. */
export function choicesOf(form: string, question: string): (readonly [string, string])[] {
  return codesOf(form, question).map((code) => [code, label(question, code)]);
}

/** Make one option of a list. */
export function option(value: string, text: string): HTMLOptionElement {
  const node = document.createElement("option");
  node.value = value;
  node.textContent = text;
  return node;
}
