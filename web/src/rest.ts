/** Screens and words of the work: fetched once the notebook is open, and kept by the browser. */

import { drawn, pieces } from "./drawn.ts";
import { learn } from "./words.ts";

let coming: Promise<void> | null = null;

/** Bring them into the document, once. */
export function rest(): Promise<void> {
  coming ??= bring().catch((error: unknown) => {
    coming = null; // the next page tries again
    throw error;
  });
  return coming;
}

async function bring(): Promise<void> {
  const page = await drawn(document.body.dataset["rest"] ?? "");
  const more = page.querySelector<HTMLTemplateElement>("#more-messages");
  if (more) learn(more.content);
  more?.remove();
  document.body.append(...pieces(page));
}
