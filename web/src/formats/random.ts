/** Where randomness comes from: the platform, or a test. */

import type { Bytes } from "./canon.ts";

export type Random = (size: number) => Bytes;

/** Draw bytes from the platform. */
export const platform: Random = (size) => crypto.getRandomValues(new Uint8Array(size));
