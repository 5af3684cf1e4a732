/** What is sealed is opened on this page only, and only when it is tapped. */

import type { Json, JsonObject } from "../formats/canon.ts";
import { books } from "../notebook.ts";
import { wordsOf } from "../news.ts";
import { piece } from "../screen.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Case } from "../shelf/state.ts";
import { day, label, moment, say } from "../words.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Fill the sealed parts of the case page when their heading is opened. */
export function openDetails(node: HTMLElement, here: Case): void {
  onTap(node, "identity", () => about(here, here.survivor, ["identity", "contact"]));
  onTap(node, "story", () => about(here, here.id, ["narrative"]));
}

/** Return what is sealed about one record, as pairs. */
export async function about(here: Case, record: string, compartments: readonly string[]): Promise<HTMLElement[]> {
  const opened = await openRecord(books(), here.id, record);
  return compartments.flatMap((name) => pairsOf(opened[name] ?? {}));
}

/** Fill a place when its heading is opened; empty it when it is closed. */
export function onTap(node: HTMLElement, slot: string, open: () => Promise<readonly HTMLElement[]>): void {
  const place = node.querySelector<HTMLElement>(`[data-slot="${slot}"]`);
  const details = place?.closest("details");
  details?.addEventListener("toggle", () => {
    if (details.open) void reveal(place as HTMLElement, open);
    else place?.replaceChildren();
  });
}

async function reveal(place: HTMLElement, open: () => Promise<readonly HTMLElement[]>): Promise<void> {
  try {
    place.replaceChildren(...(await open()));
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

/** Return an answer in words. */
export function valueOf(question: string, value: Json): string {
  if (Array.isArray(value)) return value.map((one) => label(question, String(one))).join(", ");
  const text = String(value);
  if (MOMENT.test(text)) return moment(text);
  return DAY.test(text) ? day(text) : label(question, text);
}
