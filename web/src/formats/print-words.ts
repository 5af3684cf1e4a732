/** A fingerprint as eight words, to be compared aloud: eighty bits of it. */

import { WORDS } from "../session/wordlist.ts";
import { unb64 } from "./canon.ts";

const COUNT = 8;
const BITS = 10n;

/** Return the words of a fingerprint. */
export function printWords(print: string): string[] {
  const number = unb64(print, 32).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> (256n - BITS * BigInt(COUNT));
  return Array.from({ length: COUNT }, (_none, at) => WORDS[Number((number >> (BITS * BigInt(COUNT - 1 - at))) & 1023n)] ?? "");
}
