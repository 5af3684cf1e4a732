/** Open what somebody without keys left for an agency: HPKE with X-Wing, nobody's signature (suite 2). */

import { type JsonObject, bytesOf, canonical, join } from "./canon.ts";
import type { KeyPair } from "./entry.ts";
import { unsealed } from "./grants.ts";
import { readPlain } from "./aead.ts";
import { refuseUnless } from "./refusal.ts";

const INFO = "demeso/deposit/v1\n";
const FIELDS = ["ct", "enc", "object", "suite", "to", "type"];

export type Deposit = {
  readonly type: "deposit";
  readonly suite: 2;
  readonly object: string;
  readonly to: string;
  readonly enc: string;
  readonly ct: string;
};

/** Open a deposit about one object, sealed to an intake key that is mine. */
export async function openDeposit(part: Deposit, object: string, mine: KeyPair): Promise<JsonObject> {
  const whole = Object.keys(part).sort().join() === FIELDS.join() && part.type === "deposit" && part.suite === 2;
  refuseUnless(whole, "sealed.malformed");
  refuseUnless(part.object === object && part.to === mine.fingerprint, "sealed.other");
  const context: JsonObject = { app: "demeso", type: part.type, suite: part.suite, object, to: part.to };
  return readPlain(await unsealed(part, join(bytesOf(INFO), canonical(context)), mine.kemSeed));
}
