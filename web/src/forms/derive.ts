/**
 * Derive coded answers from what stays sealed: the same rules as
 * demeso/kernel/derive.py, over the same cases (tests/kernel/derive_cases.json).
 */

import type { Form, Given, Question } from "./check.ts";
import { TODAY, isDay, isMonth } from "./days.ts";

export type Tree = { readonly [place: string]: string };

const AGE_BANDS: readonly (readonly [number, string])[] = [
  [11, "0_11"], [17, "12_17"], [25, "18_25"], [40, "26_40"], [60, "41_60"],
];
const DELAYS: readonly (readonly [number, string])[] = [
  [3, "0_3_days"], [5, "4_5_days"], [14, "6_14_days"], [30, "15_30_days"],
];
const OLDEST = 120;
const DEEPEST = 6;
const UNKNOWN = "unknown";
const EASY = ["none", "some"];
const HARD = ["lot", "cannot"];

/** Return the month `YYYY-MM` of an exact day, or `unknown`. */
export function month(day: string): string {
  return isDay(day) ? day.slice(0, 7) : UNKNOWN;
}

/** Return whole years of age on a day; null when it cannot be told. */
export function ageOn(born: string, day: string): number | null {
  if (!isDay(born) || !isDay(day) || day < born) return null;
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}

/** Return the age band on the day of the event, or in its month if that gives one band; not today's. */
export function ageBand(born: string, day: string, month = ""): string {
  if (isDay(day) || !isMonth(month)) return bandOn(born, day);
  const last = ["31", "30", "29", "28"].find((end) => isDay(`${month}-${end}`));
  const [one, other] = [bandOn(born, `${month}-01`), bandOn(born, `${month}-${last}`)];
  return one === other ? one : UNKNOWN;
}

function bandOn(born: string, day: string): string {
  const years = ageOn(born, day);
  if (years === null || years > OLDEST) return UNKNOWN;
  return AGE_BANDS.find(([last]) => years <= last)?.[1] ?? "61+";
}

/** Return the band of days from the event to the first report. */
export function delayBand(event: string, told: string): string {
  if (!isDay(event) || !isDay(told) || told < event) return UNKNOWN;
  const days = Math.round((noon(told) - noon(event)) / 86_400_000);
  return DELAYS.find(([last]) => days <= last)?.[1] ?? "over_1_month";
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** Return the cercle that a place code belongs to, walking up the tree. */
export function cercle(place: string, tree: Tree): string {
  let here = place;
  for (let step = 0; step < DEEPEST; step += 1) {
    const above = (Object.hasOwn(tree, here) && tree[here]) || "";
    if (above.startsWith("region:")) return here;
    if (above === "") return UNKNOWN;
    here = above;
  }
  return UNKNOWN;
}

/** Return the code of the first yes; the last code when every answer is no. */
export function firstYes(codes: readonly string[], answers: readonly string[]): string {
  const place = answers.indexOf("yes");
  if (place >= 0) return codes[place] ?? UNKNOWN;
  return (answers.every((answer) => answer === "no") && codes.at(-1)) || UNKNOWN;
}

/** Return GBVIMS' word for the six answers of the Washington Group, in their order. */
export function disability(answers: readonly string[]): string {
  if (!answers.every((answer) => EASY.includes(answer) || HARD.includes(answer))) return UNKNOWN;
  const hard = answers.map((answer) => HARD.includes(answer));
  if (!hard.includes(true)) return "no";
  const [body, mind] = [hard.slice(0, 3).includes(true), hard[3]];
  if (body) return mind ? "both" : "physical_disability";
  return mind ? "mental_disability" : UNKNOWN;
}

const PRESSING = [72, 120]; // hours until something stops being useful: the two that press
const BAND_HOURS: { readonly [band: string]: number } = { under_3_days: 72, "3_5_days": 48 };
const HOUR = 3_600_000;

/** Return up to when it presses: from the hours if told, or from the band. */
export function urgentUntil(since: string, band: string, now: string): string {
  const [event, told] = [moment(since), moment(now)];
  if (told === null) return UNKNOWN;
  const known = event !== null && event <= told;
  const ends = known ? PRESSING.map((hours) => event + hours * HOUR) : [told + (BAND_HOURS[band] ?? 0) * HOUR];
  const end = ends.find((each) => each > told);
  return end === undefined ? UNKNOWN : new Date(end).toISOString();
}

function moment(text: string): number | null {
  const millis = Date.parse(text);
  return !Number.isNaN(millis) && new Date(millis).toISOString() === text ? millis : null;
}

type Rule = (question: Question, given: readonly string[], tree: Tree) => string;

export const RULES: { readonly [name: string]: Rule } = {
  month: (_question, [day = ""]) => month(day),
  age_band: (_question, [born = "", day = "", month = ""]) => ageBand(born, day, month),
  delay_band: (_question, [event = "", told = ""]) => delayBand(event, told),
  cercle: (_question, [place = ""], tree) => cercle(place, tree),
  disability: (_question, given) => disability(given),
  urgent_until: (_question, [since = "", band = "", now = ""]) => urgentUntil(since, band, now),
  first_yes: (question, given) => firstYes(question.codes ?? [], given),
};

/**
 * Return the coded answers that can be told from what is known.
 *
 * `known` holds this form's answers, and what other sealed parts say under
 * `compartment.question` (`identity.birth_date`). What cannot be told is left out.
 */
export function derived(form: Form, known: Given, today: string, tree: Tree): { [name: string]: string } {
  const all: Given = { ...known, [TODAY]: today };
  const found: { [name: string]: string } = {};
  for (const question of form.questions) {
    const [rule = "", ...sources] = question.derive ?? [];
    const given = sources.map((source) => (Object.hasOwn(all, source) ? String(all[source] ?? "") : ""));
    const value = RULES[rule]?.(question, given, tree) ?? UNKNOWN;
    if (value !== UNKNOWN) found[question.name] = value;
  }
  return found;
}
