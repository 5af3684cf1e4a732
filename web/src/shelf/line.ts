/** The id of a plan line: made from the case and the need, the same everywhere. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOf } from "../formats/canon.ts";
import { uuid7, uuid7Millis } from "../formats/ids.ts";

/** Return the id of the plan line of one need in one case. */
export function lineId(caseId: string, need: string): string {
  const random = sha256(bytesOf(`${caseId}\n${need}`)).slice(0, 10);
  return uuid7(uuid7Millis(caseId), random);
}
