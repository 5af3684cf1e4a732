/** Which name and picture stand on the home screen: her own choice, else her organisation's, else the usual ones. */

import { type Draft, draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Hand } from "../outbox/write.ts";

/** Codes of the release's names and pictures (demeso/agencies/rules/fronts.py). */
export type Look = { readonly label: string; readonly icon: string };
/** What this device keeps of it, sealed: what she took, and whether she was asked. */
export type Kept = Partial<Look> & { readonly asked?: boolean };
export type Front = Look & { readonly whose: "own" | "ours" | "usual" };

const PLACE = "ecran";
const USUAL: Look = { label: "carnet", icon: "cahier" };

/** Decide which one it is; what this release does not know is passed over. */
export function frontOf(kept: Kept, ours: Look | null, isKnown: (look: Look) => boolean): Front {
  const { label = "", icon = "" } = kept;
  const proposed = ours && isKnown(ours) ? ours : null;
  const own = isKnown({ label, icon }) && !(proposed?.label === label && proposed.icon === icon);
  if (own) return { label, icon, whose: "own" };
  return proposed ? { ...proposed, whose: "ours" } : { ...USUAL, whose: "usual" };
}

/** Return what this device keeps. */
export async function keptFront(hand: Hand): Promise<Kept> {
  const { label, icon, asked }: Draft = await draftOf(hand, PLACE);
  return { ...(typeof label === "string" && typeof icon === "string" ? { label, icon } : {}), asked: asked === true };
}

/** Keep it; it never leaves the device. */
export function keepFront(hand: Hand, kept: Kept): Promise<void> {
  return keepDraft(hand, PLACE, kept);
}
