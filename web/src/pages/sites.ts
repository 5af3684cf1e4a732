/** Who can help, best first, each with its reasons in words: cards to choose from. */

import { type Asked, type Ranked, type Why, ranked } from "../formats/ranking.ts";
import map from "../generated/centres.json" with { type: "json" };
import { state } from "../notebook.ts";
import { keep, piece } from "../screen.ts";
import { called, isAloud } from "../shelf/recipient.ts";
import type { Organisation } from "../shelf/state.ts";
import { label, locale, say } from "../words.ts";
import { roomOf, toldOf } from "./site-told.ts";

/** A group: its members receive, not itself. */
const NETWORK = "network";
/** What a colour says besides the words: it is not to be had here now. */
const MISSING = ["stock.out", "stock.few", "absent.now"];

type Wanted = Partial<Asked> & { readonly service: string };
const MAP = map as unknown as Parameters<typeof ranked>[2];
const WORDS = { say, label };
const CALM = ["able.", "near.", "verified.on"];

/**
 * Rank who can help: places first, then organisations whose places nobody has
 * told yet. `site` is empty for those.
 */
export function offers(wanted: Wanted): Ranked[] {
  const { organisations, places } = state();
  const plain = { items: [], child: false, man: false, access: false, sea: false, care_72h: false, language: "", place: "", without: [], now: new Date().toISOString() };
  const asked: Asked = { ...plain, ...wanted };
  const known = [...places.values()].filter(({ stands, organisation }) => stands && organisations.has(organisation));
  const standing = known.filter(({ suspended }) => !suspended);
  const found = ranked(standing, asked, MAP);
  const placed = new Set(known.map(({ organisation }) => organisation));
  const rest = [...organisations.values()].filter(({ id, kind, services }) => !placed.has(id) && kind !== NETWORK && services.includes(asked.service));
  return [...found, ...rest.filter(({ id }) => !asked.without.includes(id)).map(placeless)];
}

function placeless({ id }: Organisation): Ranked {
  return { site: "", organisation: id, open: "unknown", km: null, verified: false, why: [{ code: "site.none" }] };
}

/** Draw a card for each; `link` gives the way on. */
export function siteCards(found: readonly Ranked[], link: (organisation: string, site: string) => string): HTMLElement[] {
  return found.flatMap((one) => {
    const to = state().organisations.get(one.organisation);
    return to ? [card(one, to, link(one.organisation, one.site))] : [];
  });
}

function card(one: Ranked, to: Organisation, choose: string): HTMLElement {
  const place = state().places.get(one.site);
  const aloud = isAloud(state(), to);
  const [focal = "", deputy = ""] = called(state(), to);
  const node = piece("site", {
    why: one.why.map((why) => reason(why, one)),
    name: place?.name || to.name,
    of: place && place.name !== to.name ? to.name : null,
    where: label("region", place?.region || to.region),
    people: deputy ? say("orient.people", { focal, deputy }) : focal && say("orient.person", { focal }),
    cost: place?.cost === "paid" || place?.cost === "partly" ? label("cost", place.cost) : null,
    eligibility: place?.eligibility || null,
    room: (place && roomOf(place, WORDS)) || null,
    told: place ? toldOf(place, WORDS).map(([question, answer]) => piece("site-told", { question, answer })) : [],
    phone: aloud && place?.phone ? place.phone : null,
    choose,
  });
  const more = place ? ["more"] : [];
  return keep(node, [...more, ...(aloud ? ["aloud"] : []), ...(place?.police_report === "yes" ? ["complaint"] : [])]);
}

function reason(why: Why, { open }: Ranked): HTMLElement {
  const node = piece("why", { text: whyWords(why) });
  const isGood = why.code.startsWith("open.") ? open === "open" : why.code === "stock.in";
  const isCalm = CALM.some((start) => why.code.startsWith(start));
  if (!isCalm) node.classList.add(isGood ? "got" : MISSING.includes(why.code) ? "wait" : "due");
  return node;
}

/** Return one reason in words. */
export function whyWords(why: Why): string {
  const { code, ...told } = why;
  const holes: { [hole: string]: string } = { ...told };
  if (told["item"]) holes["item"] = label("item", told["item"]);
  if (told["region"]) holes["region"] = label("region", told["region"]);
  if (told["language"]) holes["language"] = label("spoken", told["language"]);
  if (told["day"]) holes["day"] = told["day"].length === 1 ? label("week", told["day"]) : dayOf(told["day"]);
  return say(`why.${code}`, holes);
}

function dayOf(text: string): string {
  return new Date(`${text}T12:00:00`).toLocaleDateString(locale(), { day: "numeric", month: "long" });
}
