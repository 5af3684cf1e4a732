/** Whether this app is new enough to record; sending is never closed. */

import { Refused } from "../formats/refusal.ts";
import type { Pen } from "./store.ts";

/** The version that this app tells the server. */
export const VERSION = "1";

/** Tell whether a version is older than the oldest that may record. */
export function isTooOld(oldest: string, version = VERSION): boolean {
  const [least, mine] = [oldest, version].map((text) => text.split(".").map((part) => Number.parseInt(part, 10) || 0));
  for (let at = 0; at < Math.max(least?.length ?? 0, mine?.length ?? 0); at += 1) {
    const by = (mine?.[at] ?? 0) - (least?.[at] ?? 0);
    if (by !== 0) return by < 0;
  }
  return false;
}

/** Refuse to record with an app that is too old. */
export function requireCapture({ capture }: Pick<Pen, "capture">): void {
  if (isTooOld(capture)) throw new Refused("app.outdated");
}
