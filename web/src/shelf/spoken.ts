/** How an organisation's word came, and the answer that stands beside it. */

import type { Known } from "./known.ts";

export type Spoken = {
  /** Written by them, or told to the sender. */
  saidBy: string;
  /** How their word that it was given came. */
  receiptBy: string;
  /** The answer that stands beside the one that counts, when the two differ. */
  other: Answer | null;
  /** The last answer, by which the next one knows whether it was seen. */
  last: Known | null;
};
export type Answer = { readonly status: "accepted" | "declined"; readonly said_by: string; readonly day: string; readonly reason: string };
