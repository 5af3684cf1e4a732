/**
 * Tell what is still useful after an assault, and for how long; never what is over.
 * The same rule as demeso/casework/rules/clocks.py, over tests/vectors/clocks.json. Pure.
 */

import { moment } from "./clock.ts";

export type Told = {
  readonly band: string;
  /** When it was, if hours were told; else empty. */
  readonly since: string;
  readonly told_at: string;
  readonly now: string;
  readonly sex: string;
  readonly age_band: string;
  readonly pregnant_said: boolean;
};

export type Useful = {
  readonly code: string;
  readonly state: "window" | "now" | "always";
  /** Between how many hours are left; null when it cannot be said. */
  readonly least_hours: number | null;
  readonly most_hours: number | null;
  readonly note: "" | "see_clinician" | "follow_schedule";
};

const HOUR = 3_600_000;
/** Hours from the event, by what ends first. */
export const WINDOWS = { pep: 72, contraception: 120, hepatitis_b: 336 } as const;
const AT_ONCE = ["wounds", "pfa"];
const ANY_TIME = ["infections", "tetanus", "pregnancy_test", "clinical_followup", "certificate"];
const OPEN = [0, Infinity] as const;
/** Between how many hours ago, as it was told. */
const BANDS: { readonly [band: string]: readonly [number, number] } = {
  under_3_days: [0, 72], "3_5_days": [72, 120], over_5_days: [120, Infinity],
};
const LAST_BAND = 120;
/** For a child and in a pregnancy a clinician chooses these, not a plan for adults. */
const CHOSEN = ["pep", "contraception", "hepatitis_b", "infections", "tetanus"];
const CHILDREN = ["0_11", "12_17"];

/** Return what is still useful: windows by what ends first, then all the rest. */
export function useful(told: Told): Useful[] {
  const [least, most] = elapsed(told);
  const windows = Object.entries(WINDOWS).flatMap(([code, last]) => inWindow(code, last, least, most));
  const isOpen = ({ state }: Useful) => state === "window";
  const rest = [...AT_ONCE.map((code) => plain(code, "now")), ...ANY_TIME.map((code) => plain(code, "always"))];
  const found = [...windows.filter(isOpen), ...rest, ...windows.filter((one) => !isOpen(one))];
  return found.filter(({ code }) => concerns(code, told)).map((one) => noted(one, told));
}

/** Return the band of so many hours ago. */
export function bandOf(hours: number): string {
  return Object.entries(BANDS).find(([, [, most]]) => hours < most)?.[0] ?? "over_5_days";
}

/** Return how many whole hours are left: what has begun to run out is not counted any more. */
export function wholeHours(left: number): number {
  return Math.max(Math.trunc(left), 0);
}

/** Return how many whole hours are left up to a moment, as the day's page says it. */
export function hoursUntil(until: string, now: string): number {
  return wholeHours((read(until) - read(now)) / HOUR) || 0;
}

/** Return between how many hours ago it was; endless when it is not said. */
function elapsed({ band, since, told_at, now }: Told): readonly [number, number] {
  const [at, from, told] = [read(now), read(since), read(told_at)];
  if (from <= at) return [(at - from) / HOUR, (at - from) / HOUR];
  const waited = Math.max((at - told) / HOUR, 0) || 0;
  const [least, most] = BANDS[band] ?? OPEN;
  return [least + waited, most + waited];
}

/** What is no moment is not believed. */
function read(text: string): number {
  try {
    return moment(text);
  } catch {
    return Number.NaN;
  }
}

function concerns(code: string, { sex, age_band, pregnant_said }: Told): boolean {
  if (code === "pregnancy_test" && pregnant_said) return false;
  if (code === "contraception" || code === "pregnancy_test") return sex !== "male" && age_band !== CHILDREN[0];
  return true;
}

function inWindow(code: string, last: number, least: number, most: number): Useful[] {
  if (least >= last) return code === "hepatitis_b" ? [{ ...plain(code, "always"), note: "follow_schedule" }] : [];
  if (most === Infinity && least < LAST_BAND) return [plain(code, "window")];
  return [{ ...plain(code, "window"), least_hours: wholeHours(last - most), most_hours: wholeHours(last - least) }];
}

function plain(code: string, state: Useful["state"]): Useful {
  return { code, state, least_hours: null, most_hours: null, note: "" };
}

function noted(one: Useful, { age_band, pregnant_said }: Told): Useful {
  const careful = CHILDREN.includes(age_band) || pregnant_said;
  return careful && CHOSEN.includes(one.code) ? { ...one, note: "see_clinician" } : one;
}
