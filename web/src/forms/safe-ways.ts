/**
 * Which ways to her are safe: the same rule as demeso/survivors/reaching.py, over the
 * same cases (tests/vectors/safe_ways.json). The default of everything is "do not".
 */

import type { Given } from "./check.ts";

export type Way = "phone" | "message" | "visit" | "meet";

/** What each way takes: her plain yes, and what it cannot do without. */
const WAYS: readonly (readonly [Way, string, string])[] = [
  ["phone", "may_phone", "phone"],
  ["message", "may_message", "phone"],
  ["visit", "may_visit", ""],
  ["meet", "may_meet", "meet_where"],
];

/** Return the ways that she allowed, with a weekday (`thursday`) only those of that day; none: wait until she comes. */
export function safeWays(contact: Given, weekday = ""): Way[] {
  const days = Array.isArray(contact["safe_days"]) ? contact["safe_days"] : [];
  if (weekday && days.length > 0 && !days.includes(weekday)) return [];
  const has = (name: string) => name === "" || String(contact[name] ?? "").trim() !== "";
  return WAYS.filter(([, yes, what]) => contact[yes] === "yes" && has(what)).map(([way]) => way);
}
