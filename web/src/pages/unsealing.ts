/** What is sealed is shown only while its heading is open. */

import { books } from "../notebook.ts";
import { openSealed } from "../shelf/bodies.ts";
import type { Case } from "../shelf/state.ts";
import { say } from "../words.ts";
import { pairsOf } from "./sealed.ts";

type Heading = Pick<Element, "hasAttribute">;
type Place = Pick<Element, "replaceChildren">;

/** Show something at each place, one after the other, or take it away; a heading that closes meanwhile shows nothing. */
export async function showWhileOpen(heading: Heading, places: readonly Place[], read: (at: number) => Promise<readonly (Node | string)[]>): Promise<void> {
  const isOpen = (): boolean => heading.hasAttribute("open");
  for (const [at, place] of places.entries()) {
    const shown = isOpen() ? await read(at) : [];
    place.replaceChildren(...(isOpen() ? shown : []));
  }
}

/** Open what acts sealed of a case when their heading opens, and take it away when it closes. */
export function unsealWhileOpen(node: HTMLElement, here: Case, acts: readonly string[], compartment: string): void {
  const read = async (at: number): Promise<readonly (Node | string)[]> => {
    const found = await openSealed(books(), here.id, acts[at] ?? "", compartment).catch(() => null);
    return found ? pairsOf(found) : [say("sealed.none")];
  };
  node.addEventListener("toggle", () => {
    const places = [...node.querySelectorAll<HTMLElement>('[data-slot="said"]')];
    void showWhileOpen(node, places.slice(0, acts.length), read);
  });
}
