/**
 * Whether she can go there now, and what is said of it: hours, and absences as
 * demeso/directory/absences.py writes them. Pure.
 */

import { type Opening, WEEK, clock, dayOf, minuteOf, opening } from "./hours.ts";
import type { Asked, Open, Site, Why } from "./ranking.ts";

type Door = readonly [open: Open, why: readonly Why[]];

/** Return whether somebody is behind the door for her need, and the words for it. */
export function doors(site: Site, { service, now }: Asked, offset: number): Door {
  const minute = minuteOf(now, offset);
  const away = site.absences.split("|").map((text) => text.split(" "))
    .find(([since = "", until = "", of]) => of === service && since <= now && now < until);
  if (away?.[3]) return ["on_call", [{ code: "open.called" }]];
  if (away) return ["closed", [opens(back(site, minuteOf(away[1] ?? now, offset), minute), minute), { code: "absent.now" }]];
  const [open, why] = own(site, opening(site.hours, minute), minute);
  return [open, [why]];
}

/** Return the minute at which the place has people again, and is open. */
function back(site: Site, until: number, minute: number): number {
  const then = opening(site.hours, until);
  const weeks = until < minute ? WEEK : 0;
  return weeks + (then.state === "closed" ? then.minute : until);
}

function own(site: Site, found: Opening, minute: number): [Open, Why] {
  if (found.state === "open") return ["open", found.minute < 0 ? { code: "open.always" } : { code: "open.until", time: clock(found.minute) }];
  if (site.on_call === "yes") return ["on_call", { code: "open.on_call" }];
  if (found.state === "unknown") return ["unknown", { code: "open.unknown" }];
  return ["closed", opens(found.minute, minute)];
}

function opens(at: number, minute: number): Why {
  const [time, days] = [clock(at), dayOf(at) - dayOf(minute)];
  if (days < 2) return { code: days === 0 ? "open.today" : "open.tomorrow", time };
  return { code: "open.day", time, day: String(dayOf(at % WEEK)) };
}
