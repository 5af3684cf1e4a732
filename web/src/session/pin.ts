/** A short code for coming back: six digits that nobody tries first. Pure. */

export const DIGITS = 6;
const FEWEST_DIFFERENT = 3;
const LADDERS = "01234567890 09876543210";

/** Tell whether it is six digits. */
export function isPin(said: string): boolean {
  return /^[0-9]{6}$/.test(said);
}

/** Tell whether it is among the first that anybody tries: a ladder, an echo, a date. */
export function isWeak(pin: string): boolean {
  const isLadder = LADDERS.includes(pin);
  const isEcho = [2, 3].some((size) => pin === pin.slice(0, size).repeat(DIGITS / size)) || pin === [...pin].reverse().join("");
  return new Set(pin).size < FEWEST_DIFFERENT || isLadder || isEcho || isDate(pin);
}

/** A birthday is known to whoever knows her: ddmmyy, yymmdd, or a year at either end. */
function isDate(pin: string): boolean {
  const [first, middle, last] = [0, 2, 4].map((at) => Number(pin.slice(at, at + 2))) as [number, number, number];
  const isDay = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12;
  const isYear = (year: string) => /^(19[3-9]|20[0-4])/.test(year);
  return isDay(first, middle) || isDay(last, middle) || isYear(pin) || isYear(pin.slice(2));
}
