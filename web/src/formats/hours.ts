/** Opening hours, as demeso/directory/hours.py reads them. Pure. */

const DAY = 24 * 60;
export const WEEK = 7 * DAY;

type Span = readonly [start: number, end: number];

/**
 * Whether a door is open, and until or from which minute, counted from Monday
 * 00:00; -1 when it never closes, or when nobody told the hours.
 */
export type Opening = { readonly state: "open" | "closed" | "unknown"; readonly minute: number };

/** Return whether a door is open at a minute of the week. */
export function opening(week: string, minute: number): Opening {
  const spans = spansOf(week);
  const here = spans.find(([start, end]) => start <= minute && minute < end);
  if (here) return { state: "open", minute: here[1] - here[0] >= WEEK ? -1 : here[1] };
  const next = spans.find(([start]) => start > minute);
  return next ? { state: "closed", minute: next[0] } : { state: "unknown", minute: -1 };
}

/** Return the spans of two weeks; those that touch are one. */
function spansOf(week: string): Span[] {
  const told = week.split("|").flatMap((day, place) => day.split(" ").filter(Boolean).map((text) => span(text, place * DAY)));
  const joined: Span[] = [];
  for (const [start, end] of [...told, ...told.map(([from, to]): Span => [from + WEEK, to + WEEK])]) {
    const last = joined.at(-1);
    if (last?.[1] === start) joined[joined.length - 1] = [last[0], end];
    else joined.push([start, end]);
  }
  return joined;
}

function span(text: string, from: number): Span {
  const [start = "", end = ""] = text.split("-");
  return [from + minutes(start), from + minutes(end)];
}

function minutes(text: string): number {
  const [hours = "0", rest = "0"] = text.split(":");
  return Number(hours) * 60 + Number(rest);
}

/** Return the minute of the week of a moment, so many minutes ahead of UTC. */
export function minuteOf(moment: string, offset: number): number {
  const local = new Date(Date.parse(moment) + offset * 60_000);
  return ((local.getUTCDay() + 6) % 7) * DAY + local.getUTCHours() * 60 + local.getUTCMinutes();
}

/** Return the day of the week that a minute lies in, 0 for Monday; it may lie in the next week. */
export function dayOf(minute: number): number {
  return Math.floor(minute / DAY);
}

/** Write a minute as a time of day. */
export function clock(minute: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor((minute % DAY) / 60))}:${two(minute % 60)}`;
}
