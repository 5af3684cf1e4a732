/** Seal and open the answers of one compartment. */

import { SALT_SIZE, decrypt, encrypt, readPlain } from "./aead.ts";
import { type JsonObject, b64, canonical, unb64 } from "./canon.ts";
import type { CompartmentKey } from "./keys.ts";
import { pad } from "./padding.ts";
import { type Random, platform } from "./random.ts";
import { refuseUnless } from "./refusal.ts";
import { requirePart } from "./shapes.ts";

const INFO = "demeso/body/v1\n";

/** Where a body belongs: what it is sealed to, and what a reader expects. */
export type Place = { readonly object: string; readonly compartment: string; readonly version: number };

export type Body = Place & {
  readonly type: "body";
  readonly suite: 1;
  readonly key: string;
  readonly salt: string;
  readonly ct: string;
};

function contextOf(part: Omit<Body, "ct">): JsonObject {
  const { type, suite, object, compartment, version, key } = part;
  return { app: "demeso", type, suite, object, compartment, version, key };
}

/** Seal the answers of one compartment into a body part. */
export async function sealBody(
  answers: JsonObject,
  place: Place,
  key: CompartmentKey,
  random: Random = platform,
): Promise<Body> {
  const salt = random(SALT_SIZE);
  const { object, compartment, version } = place;
  const head = { type: "body", suite: 1, object, compartment, version, key: key.id, salt: b64(salt) } as const;
  const plain = pad(canonical(answers));
  return { ...head, ct: b64(await encrypt(key.key, salt, INFO, contextOf(head), plain)) };
}

/** Open a body part that must belong to that place and key. */
export async function openBody(part: Body, place: Place, key: CompartmentKey): Promise<JsonObject> {
  requirePart(part, "body");
  const { object, compartment, version } = part;
  const here = object === place.object && compartment === place.compartment && version === place.version;
  refuseUnless(here && part.key === key.id, "sealed.other");
  const [salt, sealed] = [unb64(part.salt), unb64(part.ct)];
  return readPlain(await decrypt(key.key, salt, INFO, contextOf(part), sealed));
}
