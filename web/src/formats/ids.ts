/** Make and check the two kinds of identity: UUIDv7 and the survivor code. */

import { type Random, platform } from "./random.ts";

// No 0/O, 1/I/L, U: what is misread on paper or misheard on a bad line.
export const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_SIZE = 8;
const CHECK_PRIME = 31;
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Return a UUIDv7 from milliseconds and ten random bytes (RFC 9562). */
export function uuid7(millis: number, random: Uint8Array): string {
  const fits = Number.isSafeInteger(millis) && millis >= 0 && millis < 2 ** 48;
  if (!fits || random.length !== 10) {
    throw new RangeError("a UUIDv7 needs 48 bits of time and 10 random bytes");
  }
  const raw = [...random];
  raw[0] = 0x70 | ((raw[0] ?? 0) & 0x0f);
  raw[2] = 0x80 | ((raw[2] ?? 0) & 0x3f);
  const tail = raw.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const hex = millis.toString(16).padStart(12, "0") + tail;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Draw an id for now. */
export function newId(millis: number = Date.now(), random: Random = platform): string {
  return uuid7(millis, random(10));
}

/** Tell whether the text is a UUIDv7 in its usual lower-case form. */
export function isUuid7(text: unknown): text is string {
  return typeof text === "string" && UUID7.test(text);
}

/** Return the milliseconds since 1970 that a UUIDv7 carries. */
export function uuid7Millis(text: string): number {
  return Number.parseInt(text.slice(0, 8) + text.slice(9, 13), 16);
}

function remainder(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += (i + 2) * ALPHABET.indexOf(body.charAt(i));
  return sum % CHECK_PRIME;
}

/**
 * Return a nine-character code from eight numbers from 0 to 29, or null when
 * the picks have no check character; draw again then.
 */
export function survivorCode(picks: readonly number[]): string | null {
  if (picks.length !== CODE_SIZE) throw new RangeError("a code needs eight picks");
  const body = picks.map((pick) => ALPHABET.charAt(pick)).join("");
  if (body.length !== CODE_SIZE) throw new RangeError("a pick is from 0 to 29");
  const place = remainder(body);
  return place === ALPHABET.length ? null : body + ALPHABET.charAt(place);
}

/** Draw a survivor code. Bytes from 240 up are thrown away: no bias. */
export function newCode(random: Random = platform): string {
  const picks: number[] = [];
  for (;;) {
    while (picks.length < CODE_SIZE) {
      const byte = random(1)[0] ?? 255;
      if (byte < 240) picks.push(byte % ALPHABET.length);
    }
    const code = survivorCode(picks.splice(0));
    if (code !== null) return code;
  }
}

/** Tell whether nine plain characters are a code with a right check. */
export function isSurvivorCode(text: unknown): text is string {
  if (typeof text !== "string" || text.length !== CODE_SIZE + 1) return false;
  if ([...text].some((char) => !ALPHABET.includes(char))) return false;
  const place = remainder(text.slice(0, CODE_SIZE));
  return place < ALPHABET.length && ALPHABET.charAt(place) === text.charAt(CODE_SIZE);
}

/** Show a code in three groups for dictation: K7Q-F2M-9T3. */
export function showCode(code: string): string {
  return [code.slice(0, 3), code.slice(3, 6), code.slice(6)].join("-");
}
