/** What is sealed is opened on this page only, and only when it is tapped. */

import type { Json, JsonObject } from "../formats/canon.ts";
import { books } from "../notebook.ts";
import { wordsOf } from "../news.ts";
import { piece } from "../screen.ts";
import { openBodies } from "../shelf/keys.ts";
import type { Case } from "../shelf/state.ts";
import { day, label, say } from "../words.ts";

const SHOWN: { readonly [slot: string]: readonly string[] } = {
  identity: ["identity", "contact"],
  story: ["narrative"],
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Fill the sealed parts of the case page when their heading is opened. */
export function openDetails(node: HTMLElement, here: Case): void {
  for (const [slot, compartments] of Object.entries(SHOWN)) {
    const place = node.querySelector<HTMLElement>(`[data-slot="${slot}"]`);
    const details = place?.closest("details");
    details?.addEventListener("toggle", () => {
      if (details.open) void reveal(place as HTMLElement, here, compartments);
      else place?.replaceChildren();
    });
  }
}

async function reveal(place: HTMLElement, here: Case, compartments: readonly string[]): Promise<void> {
  try {
    const bodies = await openBodies(books(), here.id);
    place.replaceChildren(...compartments.flatMap((name) => pairsOf(bodies[name] ?? {})));
    if (place.childElementCount === 0) place.textContent = say("sealed.none");
  } catch (error) {
    place.textContent = wordsOf(error);
  }
}

/** Draw answers as pairs of question and answer. */
export function pairsOf(answers: JsonObject): HTMLElement[] {
  return Object.entries(answers).map(([question, value]) =>
    piece("pair", { term: say(`question.${question}`), value: valueOf(question, value) }),
  );
}

function valueOf(question: string, value: Json): string {
  if (Array.isArray(value)) return value.map((one) => label(question, String(one))).join(", ");
  const text = String(value);
  return DAY.test(text) ? day(text) : label(question, text);
}
