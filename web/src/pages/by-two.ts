/** Who opened a case with a second person, in an emergency: now, or on a day that is over. Pure. */

import type { Known } from "../shelf/known.ts";

export type ByTwo = { readonly how: "opening" | "opened"; readonly people: readonly string[]; readonly at: string };

/** Return every access that was given; what was refused opened nothing. */
export function byTwo(thread: readonly Known[]): ByTwo[] {
  const found = thread.filter(({ state }) => state === "applied");
  return found.filter(({ act }) => act.kind === "glass.released").map(({ act: given }) => {
    const about = found.filter(({ act }) => act.record === given.record);
    const asked = about.find(({ act }) => act.kind === "glass.requested");
    const isOver = about.some(({ act }) => act.kind === "glass.closed");
    return { how: isOver ? "opened" : "opening", people: [asked?.act.actor ?? "", given.actor], at: given.time };
  });
}
