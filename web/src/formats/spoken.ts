/** What a spoken code gives back: the lease secret of one further period, docs/formats/lease.md. */

import { decrypt } from "./aead.ts";
import { type Bytes, bytesOf, unb64 } from "./canon.ts";
import type { Place, Spare } from "./lease.ts";
import { Refused, refuseUnless } from "./refusal.ts";
import { KDF_FLOOR } from "./shapes.ts";
import { type Stretch, elsewhere } from "./stretching.ts";

const SPARE_INFO = "demeso/lease/spare/v1\n";
const DIGITS = 10;

/** Return the digits of a code as somebody types or hears it. */
export function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, "");
}

/** Return the lease secret that a spoken code gives back; refuse any other code. */
export async function spareSecret(spare: Omit<Spare, "until">, code: string, place: Place, stretch: Stretch = elsewhere): Promise<Bytes> {
  const digits = digitsOf(code);
  refuseUnless(digits.length === DIGITS, "lease.code");
  const context = { app: "demeso", type: "lease", device: place.device, since: place.since, period: spare.period };
  const master = await stretch({ password: bytesOf(digits), salt: unb64(spare.slow), m: KDF_FLOOR.m, t: KDF_FLOOR.t });
  try {
    return await decrypt(master, unb64(spare.salt), SPARE_INFO, context, unb64(spare.ct));
  } catch (error) {
    throw error instanceof Refused && error.code === "sealed.unreadable" ? new Refused("lease.code", "", error) : error;
  }
}
