/** A form's page, fetched once: it never changes under its address. */

import { drawn, pieces } from "../drawn.ts";
import { Refused } from "../formats/refusal.ts";

const kept = new Map<string, Promise<Element>>();

/** Return what stands at an address, each time anew; two who ask at once ask once. */
export async function fetched(address: string): Promise<HTMLElement> {
  const asked = kept.get(address) ?? ask(address);
  kept.set(address, asked);
  const form = await asked.catch((error: unknown) => {
    kept.delete(address);
    throw error;
  });
  return document.importNode(form, true) as HTMLElement;
}

async function ask(address: string): Promise<Element> {
  const [form] = pieces(await drawn(address));
  if (!(form instanceof HTMLElement)) throw new Refused("network.down");
  return form;
}
