/** The 43 characters by which a public key entry is known. */

import { b64, bytesOf, canonical, join, sha256 } from "./canon.ts";
import type { Entry } from "./entry.ts";

const HASHED_AS = "demeso/key/v1\n";

/** Return the fingerprint of a public key entry. */
export async function fingerprint(entry: Entry): Promise<string> {
  return b64(await sha256(join(bytesOf(HASHED_AS), canonical(entry))));
}
