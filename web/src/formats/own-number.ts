/** Her own number and PIN: drawn here, told to nobody but the porter; never made of her code. */

import { type Random, platform } from "./random.ts";

const NUMBER_SIZE = 8;
const PIN = /^[0-9]{6}$/;
const [FIRST_YEAR, LAST_YEAR] = [1930, 2030];
/** The largest multiple of ten in a byte: above it, draw again, so that no digit is likelier. */
const FAIR = 250;

/** Draw eight digits, each as likely as the others. */
export function drawNumber(random: Random = platform): string {
  let found = "";
  while (found.length < NUMBER_SIZE) {
    const [byte = FAIR] = random(1);
    if (byte < FAIR) found += String(byte % 10);
  }
  return found;
}

/** Tell whether a text is six digits that nobody tries first. The server has the same rule. */
export function isPin(text: string): boolean {
  return PIN.test(text) && !isWeak(text);
}

function isWeak(pin: string): boolean {
  const all = [...pin].map(Number);
  const steps = new Set(all.slice(1).map((digit, at) => (digit - (all[at] ?? 0) + 10) % 10));
  const isRow = steps.size === 1 && [0, 1, 9].some((step) => steps.has(step));
  const isRepeated = pin.slice(0, 3) === pin.slice(3) || pin.slice(0, 2).repeat(3) === pin;
  const years = [pin.slice(0, 4), pin.slice(2)].map(Number);
  return isRow || isRepeated || years.some((year) => year >= FIRST_YEAR && year <= LAST_YEAR);
}

/** Write a number as it is read aloud: in pairs. */
export function inPairs(number: string): string {
  return number.replace(/(..)(?=.)/g, "$1 ");
}
