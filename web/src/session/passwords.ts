/** How strong a passphrase is, and one drawn by lot. */

import { type Random, platform } from "../formats/random.ts";

export const FEWEST_WORDS = 5;
export const FEWEST_SIGNS = 16;
const NAME = /^[a-z][a-z0-9.-]{2,39}$/;

/** Tell whether a passphrase is long enough: five words, or sixteen signs. */
export function isStrong(passphrase: string): boolean {
  const words = new Set(passphrase.trim().split(/\s+/).filter((word) => word.length > 1));
  const signs = new Set(passphrase);
  return words.size >= FEWEST_WORDS || (passphrase.trim().length >= FEWEST_SIGNS && signs.size > 5);
}

/** Tell whether a sign-in name may be chosen. */
export function isName(name: string): boolean {
  return NAME.test(name);
}

/** Draw words by lot, without bias: the list's length is a power of two. */
export function drawWords(words: readonly string[], random: Random = platform): string {
  const picks = Array.from({ length: FEWEST_WORDS }, () => {
    const [high = 0, low = 0] = random(2);
    return words[((high << 8) | low) % words.length] ?? "";
  });
  return picks.join(" ");
}
