/** The key of what a device keeps, and what a spoken code is to open: docs/formats/lease.md. */

import { KEY_SIZE, hkdf } from "./aead.ts";
import { type Bytes, bytesOf, join } from "./canon.ts";

const SHELF_INFO = "demeso/lease/shelf/v1\n";

/** The lease secret, closed under the code of one further period. */
export type Spare = {
  readonly period: number;
  readonly slow: string;
  readonly salt: string;
  readonly ct: string;
  /** Until when its code opens. */
  readonly until: string;
};
/** Whose lease it is, and from which contact it counts. */
export type Place = { readonly device: string; readonly since: string };

/** Return the key of what a device keeps of cases: her half and the lease's. */
export function shelfKey(userKey: Bytes, secret: Bytes, device: string): Promise<Bytes> {
  return hkdf(join(userKey, secret), new Uint8Array(), bytesOf(`${SHELF_INFO}${device}`), KEY_SIZE);
}
