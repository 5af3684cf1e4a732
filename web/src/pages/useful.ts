/** What is still useful, and for how long: bars that shrink, never a word of too late. */

import { type Told, type Useful, WINDOWS, useful } from "../formats/clocks.ts";
import { books, state } from "../notebook.ts";
import { keep, need, piece } from "../screen.ts";
import { openRecord } from "../shelf/bodies.ts";
import { text } from "../shelf/known.ts";
import { force } from "../shelf/registers.ts";
import { type Case, type State, isSettledLine, referralOf } from "../shelf/state.ts";
import { say } from "../words.ts";
import { PRESSING } from "./due.ts";

/** From here on days are easier to hear than hours. */
const IN_DAYS = 144;
/** What her yes says of her age, when nothing finer is noted. */
const AGES: { readonly [group: string]: string } = { "0_5": "0_11", "6_11": "0_11", "12_14": "12_17", "15_17": "12_17" };

/** Return for whom it is reckoned: sex and age as far as they are noted, never which act. */
export function whom(here: Case): Pick<Told, "sex" | "age_band"> {
  const group = text(force(state().registers, here.survivor, "services"), "age_group");
  const { sex = "", age_band = "" } = here.profile;
  return { sex, age_band: age_band || (AGES[group] ?? "") };
}

/** What a case told of when it was: a pregnancy in her answer's code, sealed as the hours are. */
export type Hours = Told & { readonly pregnant: string };

/** Return when it was, as it was told for a case; the hours are opened on this device. */
export async function toldOf(here: Case, now = new Date().toISOString()): Promise<Hours | null> {
  const urgency = state().urgencies.get(here.id);
  if (!urgency) return null;
  const { sensitive = {} } = await openRecord(books(), here.id, urgency.id);
  const [pregnant, told_at] = [text(sensitive, "pregnant"), text(sensitive, "said_at") || urgency.told];
  return { band: urgency.band, since: text(sensitive, "since"), told_at, now, ...whom(here), pregnant, pregnant_said: pregnant === "yes" };
}

/** Draw the panel of a case; nothing while nobody said when, nor once hours count no more. */
export async function usefulFor(here: Case): Promise<HTMLElement | null> {
  const told = isAwaited(state(), here) ? await toldOf(here) : null;
  return told && panel(told);
}

/** Tell whether care in which hours count is still to come: neither received nor unwanted. Pure. */
export function isAwaited(state: State, { lines }: Case): boolean {
  return lines.some((line) => PRESSING.includes(line.need) && !isSettledLine(line, referralOf(state, line.id)));
}

/** Draw the panel. */
export function panel(told: Told): HTMLElement {
  const found = useful(told);
  const windows = found.filter(({ state: kind }) => kind === "window");
  const rest = found.filter(({ state: kind }) => kind !== "window");
  const node = piece("useful", {
    windows: windows.map(drawn),
    rest: say("clock.rest", { rest: rest.map(named).join(", ") }),
  });
  return keep(node, windows.length > 0 ? ["windows"] : ["none"]);
}

function drawn(one: Useful): HTMLElement {
  const node = piece("window", { left: leftOf(one), what: say(`clock.${one.code}`), note: one.note ? say(`clock.${one.note}`) : null });
  const whole = WINDOWS[one.code as keyof typeof WINDOWS];
  const [sure, most] = [one.least_hours ?? whole, one.most_hours ?? whole];
  const bar = need(node, "[data-bar]");
  bar.style.setProperty("--most", share(most, whole));
  bar.style.setProperty("--sure", share(sure, whole));
  node.classList.toggle("wait", most <= 24 || one.code === "pep");
  return node;
}

const share = (hours: number, whole: number): string => `${Math.max(3, Math.round((100 * hours) / whole))}%`;

/** Say how much is left: exactly, between two, or as early as can be. */
export function leftOf({ least_hours: least, most_hours: most }: Useful): string {
  if (most === null || least === null) return say("clock.soonest");
  if (most === 0) return say("clock.last_hour");
  if (most >= IN_DAYS) return days(least, most);
  if (least === most) return say("clock.hours", { hours: most });
  return least === 0 ? say("clock.hours_most", { hours: most }) : say("clock.hours_between", { least, most });
}

function days(least: number, most: number): string {
  const [few, many] = [Math.floor(least / 24), Math.floor(most / 24)];
  return few === many ? say("clock.days", { days: many }) : say("clock.days_most", { days: many });
}

function named({ code, note }: Useful): string {
  const what = say(`clock.${code}`);
  return note ? say("clock.noted", { what, note: say(`clock.${note}`) }) : what;
}
