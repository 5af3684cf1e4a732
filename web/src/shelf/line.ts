/** The id of a plan line: made from the case and the need, the same everywhere. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOf } from "../formats/canon.ts";
import { uuid7, uuid7Millis } from "../formats/ids.ts";

/** Act → the ids of its needs: the acts are folded again and again, and each time it asks for the same. */
const made = new WeakMap<object, Map<string, string>>();

/** Return the id of the plan line of a need that an act names. */
export function lineIdIn(act: object, caseId: string, need: string): string {
  const here = made.get(act) ?? new Map<string, string>();
  const id = here.get(need) ?? lineId(caseId, need);
  made.set(act, here.set(need, id));
  return id;
}

/** Return the id of the plan line of one need in one case. */
export function lineId(caseId: string, need: string): string {
  const random = sha256(bytesOf(`${caseId}\n${need}`)).slice(0, 10);
  return uuid7(uuid7Millis(caseId), random);
}
