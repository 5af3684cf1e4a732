/** Days and months as forms know them, and days that contradict each other (demeso/kernel/checking.py). */

import type { Json } from "../formats/canon.ts";
import type { Given, Question } from "./check.ts";

export const TODAY = "@today"; // as a source: the day on which the act is made

export const NOW = "@now"; // as a source: the moment

/** Return this day, as Mali counts it (UTC all the year). */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Tell whether a value is a day of the calendar, written YYYY-MM-DD. */
export function isDay(value: Json | undefined): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year = 0, month = 0, day = 0] = value.split("-").map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}

/** Tell whether a value is a month of the calendar, written YYYY-MM. */
export function isMonth(value: Json | undefined): value is string {
  return typeof value === "string" && isDay(`${value}-01`);
}

/** Return the fault of a day beside others: compare days, and months as far as both go; what is not known is no fault. */
export function untimely({ name, earliest = [], latest = [] }: Question, told: Given): string {
  const value = at(told, name);
  const last = latest.find((source) => precedes(at(told, source), value));
  if (last) return last === TODAY ? "future" : `after.${last.split(".").at(-1)}`;
  const first = earliest.find((source) => precedes(value, at(told, source)));
  if (first) return first === TODAY ? "past" : `before.${first.split(".").at(-1)}`;
  return "";
}

function precedes(one: Json | undefined, other: Json | undefined): boolean {
  if (!(isDay(one) || isMonth(one)) || !(isDay(other) || isMonth(other))) return false;
  const length = Math.min(one.length, other.length); // a day and a month: months are compared
  return one.slice(0, length) < other.slice(0, length);
}

function at(told: Given, name: string): Json | undefined {
  return Object.hasOwn(told, name) ? told[name] : undefined;
}
