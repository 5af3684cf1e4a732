/** Let go, on this device, of everything that she took back: acts, keys, what was being written. */

import type { JsonObject } from "../formats/canon.ts";
import { staying } from "../formats/earlier.ts";
import { type Keys, keysFrom, keysPlain } from "../formats/keys.ts";
import { draftOf, draftPlaces, dropDraft, keepDraft } from "../outbox/drafts.ts";
import type { Session } from "../session/session.ts";
import { dropKeys } from "./held.ts";
import { keysOf } from "./keys.ts";
import { answer } from "./known.ts";
import type { Shelf } from "./shelf.ts";
import { takenBack, takesBack } from "./taken-back.ts";

const STAYS = ["identity", "contact"];
const ASIDE = "staying:";

/** Take it off the shelf and out of memory; tell whether something went. */
export async function letGo(mine: Session, shelf: Shelf): Promise<boolean> {
  let went = false;
  for (const gone of shelf.all().filter(takesBack)) {
    const { left, objects } = takenBack(shelf.all(), gone);
    if (left.length === 0) continue;
    for (const object of objects) await keepStaying(mine, shelf, object, String(answer(gone.act, "what")));
    await shelf.receive(left);
    for (const object of objects) dropKeys(mine, object); // opened anew by what was granted since
    await dropDrafts(mine, objects);
    await mine.book.clear("ring");
    went = true;
  }
  return went;
}

/**
 * Somebody else wrote it down: the grants go with it, and nobody but this device can say again
 * which keys stay. They are kept aside, sealed to me, until the new grants are written.
 */
async function keepStaying(mine: Session, shelf: Shelf, object: string, what: string): Promise<void> {
  if (what !== "story" || !shelf.state().cases.has(object)) return;
  const keys = staying(await keysOf(shelf, object), STAYS);
  if (Object.keys(keys).length > 0) await keepDraft(mine, placeOf(object), keysPlain(keys));
}

/** Return the keys that were kept aside for a case; none when none were. */
export async function stayed(mine: Session, object: string): Promise<Keys> {
  return keysFrom((await draftOf(mine, placeOf(object))) as JsonObject);
}

/** Forget them: the new grants carry them. */
export async function forgetStayed(mine: Session, object: string): Promise<void> {
  await dropDraft(mine, placeOf(object));
}

const placeOf = (object: string) => `${ASIDE}${object}`;

/** What was being written about the case: its place names it. */
async function dropDrafts(mine: Session, objects: readonly string[]): Promise<void> {
  const places = await draftPlaces(mine);
  const hers = places.filter((place) => !place.startsWith(ASIDE) && objects.some((object) => place.includes(object)));
  for (const place of hers) await dropDraft(mine, place);
}
