/** The log's key as eight words: the same for everybody, said aloud to compare. */

import { bytesOf, join, sha256, unb64 } from "../formats/canon.ts";

const HASHED_AS = "demeso/log/words/v1\n";
const [COUNT, BITS] = [8, 10];

/** Return the words of a key: eighty bits of its hash. */
export async function keyWords(key: string): Promise<string> {
  const { WORDS } = await import("../session/wordlist.ts");
  const hash = await sha256(join(bytesOf(HASHED_AS), unb64(key, 32)));
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const picks = Array.from({ length: COUNT }, (_, at) => Number.parseInt(bits.slice(at * BITS, (at + 1) * BITS), 2));
  return picks.map((pick) => WORDS[pick] ?? "").join(" ");
}
