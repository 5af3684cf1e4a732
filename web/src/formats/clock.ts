/** Moments as text, and the hybrid logical clock. */

const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const COUNT_FULL = 9999;
const SKEW_FLAGGED = 10 * 60_000;

/** Write milliseconds since 1970 as RFC 3339 in UTC. */
export function stamp(millis: number): string {
  return new Date(millis).toISOString();
}

/** Read a moment written by `stamp`; throw for anything else. */
export function moment(text: string): number {
  const millis = STAMP.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis) || stamp(millis) !== text) throw new RangeError("not a moment");
  return millis;
}

/** Tell whether this device's clock is more than ten minutes off the server's. */
export function isSkewed(server: string, millis: number): boolean {
  return Math.abs(Date.parse(server) - millis) > SKEW_FLAGGED;
}

/** A hybrid logical clock: display order only, never who is right. */
export type Hybrid = {
  readonly millis: number;
  readonly count: number;
  readonly device: string;
};

/** Return the next value, given this device's clock in milliseconds. */
export function tick(last: Hybrid, millis: number): Hybrid {
  if (millis > last.millis) return { ...last, millis, count: 0 };
  if (last.count === COUNT_FULL) return { ...last, millis: last.millis + 1, count: 0 };
  return { ...last, count: last.count + 1 };
}

/** Write it so that text order is time order. */
export function showHybrid({ millis, count, device }: Hybrid): string {
  return [String(millis).padStart(13, "0"), String(count).padStart(4, "0"), device.slice(0, 8)].join("-");
}

/** Read what `showHybrid` wrote; the device is given whole. */
export function readHybrid(text: string, device: string): Hybrid {
  const [millis, count] = text.split("-");
  return { millis: Number(millis), count: Number(count), device };
}
