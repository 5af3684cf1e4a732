/** A form's page, fetched once: it never changes under its address. */

import { drawn, pieces } from "../drawn.ts";
import { Refused } from "../formats/refusal.ts";

const kept = new Map<string, Element>();

/** Return what stands at an address, each time anew. */
export async function fetched(address: string): Promise<HTMLElement> {
  const form = kept.get(address) ?? pieces(await drawn(address))[0];
  if (form) kept.set(address, form);
  const node = form && document.importNode(form, true);
  if (!(node instanceof HTMLElement)) throw new Refused("network.down");
  return node;
}
