/**
 * Who can help now: open, able, stocked, near. Pure; the same rule as
 * demeso/directory/ranking.py, over the same cases (tests/vectors/ranking.json).
 */

import { doors } from "./doors.ts";

export type Point = readonly [latitude: number, longitude: number];
export type Site = {
  readonly id: string; readonly organisation: string; readonly services: readonly string[];
  readonly region: string; readonly cercle: string; readonly point: Point | null;
  readonly hours: string; readonly on_call: string; readonly languages: readonly string[];
  readonly women_staff: string; readonly children: string; readonly men: string;
  readonly access: string; readonly sea: string; readonly care_72h: string;
  /** As doors.ts reads them. */
  readonly absences: string;
  readonly stock: { readonly [item: string]: string };
  /** When stock was told, and when somebody verified the entry. */
  readonly stocked: string; readonly verified: string;
};
export type Map = { readonly offset: number; readonly centres: { readonly [code: string]: Point } };
export type Asked = {
  readonly service: string; readonly now: string; readonly items: readonly string[];
  readonly child: boolean; readonly man: boolean; readonly language: string;
  readonly access: boolean; readonly sea: boolean; readonly care_72h: boolean;
  /** A cercle, or `region:` and a region. */
  readonly place: string;
  readonly without: readonly string[];
};
export type Why = { readonly code: string; readonly [hole: string]: string };
export type Open = "open" | "on_call" | "unknown" | "closed";
export type Ranked = {
  readonly site: string; readonly organisation: string; readonly open: Open;
  readonly km: number | null; readonly verified: boolean; readonly why: readonly Why[];
};
type Measured = Ranked & { readonly order: readonly number[] };

const DAY = 86_400_000;
const VERIFIED_FOR = 90 * DAY;
const STOCK_SAID_FOR = 30 * DAY;
const REACHES = [25, 50, 100, 200, 400, 800];
const A_DAY_AWAY = 150;
const ENOUGH = 2;
const EARTH = 6371;
const FAR = 99_999;
const OPEN: readonly Open[] = ["open", "on_call", "unknown", "closed"];
const STOCK = ["in", "low", "unknown", "few", "out"];
/** Beyond it, what is left is not enough to send anybody. */
const SPARE = STOCK.indexOf("unknown");

/** Return the places that fit, best first: as far out as is needed, no further. */
export function ranked(sites: readonly Site[], asked: Asked, here: Map): Ranked[] {
  const found = sites.filter((site) => fits(site, asked)).map((site) => measured(site, asked, here));
  const circles = here.centres[asked.place] ? REACHES : [];
  const circle = circles.map((reach) => found.filter(({ km }) => km !== null && km <= reach)).find(isEnough);
  return [...(circle ?? found)].sort(compare).map(({ order: _order, ...one }) => one);
}

function fits(site: Site, asked: Asked): boolean {
  const { service, without, items } = asked;
  if (!site.services.includes(service) || without.includes(site.organisation)) return false;
  if (wishes(asked).some((question) => site[question] === "no")) return false;
  return items.length === 0 || items.some((item) => site.stock[item] !== "never");
}

/** She can choose: so many are open or on call, none of them without stock. */
function isEnough(near: readonly Measured[]): boolean {
  return near.filter(({ open, order }) => (open === "open" || open === "on_call") && !order[0]).length >= ENOUGH;
}

function compare(one: Measured, other: Measured): number {
  for (const [place, value] of one.order.entries()) {
    const difference = value - (other.order[place] ?? 0);
    if (difference !== 0) return difference;
  }
  const [left, right] = [one, other].map(({ organisation, site }) => `${organisation}\n${site}`) as [string, string];
  return left < right ? -1 : Number(left > right);
}

function measured(site: Site, asked: Asked, here: Map): Measured {
  const [open, door] = doors(site, asked, here.offset);
  const [stock, shelves] = stockOf(site, asked);
  const able = abilities(site, asked);
  const [km, near] = nearness(site, asked, here);
  const fresh = site.verified !== "" && Date.parse(asked.now) - Date.parse(site.verified) <= VERIFIED_FOR;
  const word = site.verified === "" ? { code: "verified.never" }
    : { code: fresh ? "verified.on" : "verified.old", day: site.verified.slice(0, 10) };
  const unsure = able.filter(({ code }) => code.startsWith("ask.")).length;
  const far = km !== null && km > A_DAY_AWAY;
  return {
    site: site.id, organisation: site.organisation, open, km, verified: fresh,
    why: [...door, ...shelves, ...able, ...near, word],
    order: [Math.max(0, stock - SPARE), Number(far), OPEN.indexOf(open), unsure, stock, km ?? FAR, Number(!fresh)],
  };
}

/** The worst of what is needed, and what was said of each. */
function stockOf(site: Site, { items, now }: Asked): [number, Why[]] {
  const isOld = site.stocked === "" || Date.parse(now) - Date.parse(site.stocked) > STOCK_SAID_FOR;
  let worst = 0;
  const said = items.map((item): Why => {
    const told = site.stock[item] ?? "unknown";
    const lapsed = isOld && (told === "in" || told === "low");
    worst = Math.max(worst, STOCK.indexOf(lapsed ? "unknown" : told === "never" ? "out" : told));
    const word = { code: `stock.${lapsed ? "old" : told}`, item };
    return told === "unknown" ? word : { ...word, day: site.stocked.slice(0, 10) };
  });
  return [worst, said];
}

/** What may matter to her, and the question of the entry that answers it. */
const ABILITIES = [["child", "children"], ["man", "men"], ["access", "access"], ["sea", "sea"], ["care_72h", "care_72h"]] as const;

function wishes(asked: Asked): (typeof ABILITIES)[number][1][] {
  return ABILITIES.filter(([wish]) => asked[wish]).map(([, question]) => question);
}

function abilities(site: Site, asked: Asked): Why[] {
  const { language } = asked;
  const sure = (what: string, told: boolean) => `${told ? "able" : "ask"}.${what}`;
  const said: Why[] = wishes(asked).map((question) => ({ code: sure(question, site[question] === "yes") }));
  if (language) said.push({ code: sure("language", site.languages.includes(language)), language });
  if (site.women_staff === "always") said.push({ code: "able.women" });
  return said;
}

function nearness(site: Site, { place }: Asked, { centres }: Map): [number | null, Why[]] {
  const start = centres[place];
  const end = site.point ?? centres[site.cercle] ?? centres[`region:${site.region}`];
  if (!start || !end) return [null, []];
  const km = Math.floor(distance(start, end) + 0.5);
  if (place === site.cercle) return [km, [{ code: "near.here" }]];
  const isRough = place.startsWith("region:") || (!site.point && site.cercle === "");
  return [km, [isRough ? { code: "near.region", region: site.region } : { code: "near.km", km: String(km) }]];
}

/** Return the great-circle distance of two points in km. */
export function distance(one: Point, other: Point): number {
  const [north, east, north2, east2] = [...one, ...other].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number, number];
  const half = Math.sin((north2 - north) / 2) ** 2 + Math.cos(north) * Math.cos(north2) * Math.sin((east2 - east) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}
