/** Who can help with what was asked, best first; whoever said no is left out. */

import { useful } from "../formats/clocks.ts";
import { showCode } from "../formats/ids.ts";
import type { Ranked } from "../formats/ranking.ts";
import { state } from "../notebook.ts";
import { path } from "../router.ts";
import { session } from "../session/session.ts";
import { text } from "../shelf/known.ts";
import { force } from "../shelf/registers.ts";
import { type Case, referralOf } from "../shelf/state.ts";
import { say } from "../words.ts";
import { askedOf } from "./asked.ts";
import { isHindered } from "./difficulties.ts";
import { PRESSING } from "./due.ts";
import type { Asked } from "./handover.ts";
import { offers } from "./sites.ts";
import { whom } from "./useful.ts";

/** What must be on the shelf of a place while its window is open. */
const STOCKED = ["pep", "contraception"];

/** What was told within the last minute is told now: "72 h" does not turn into 71 under her eyes. */
export function momentOf({ told_at: told }: Asked): string {
  return Date.now() - Date.parse(told) < 60_000 ? told : new Date().toISOString();
}

/** Rank who can help with one need, without those who said no. */
export function offersFor(here: Case, asked: Asked): Ranked[] {
  const { sex, age_band } = whom(here);
  const windows = useful({ ...asked, now: momentOf(asked), ...whom(here), pregnant_said: asked.pregnant === "yes" }).filter((one) => one.state === "window");
  const items = PRESSING.includes(asked.need) ? windows.map(({ code }) => code).filter((code) => STOCKED.includes(code)) : [];
  const region = session().me.region ?? "";
  return offers({
    service: asked.need, items, child: age_band === "0_11" || age_band === "12_17", man: sex === "male",
    access: isHindered(force(state().registers, here.survivor, "functioning")), care_72h: items.includes("pep"),
    language: text(force(state().registers, here.survivor, "talking"), "best_language"),
    place: asked.cercle || (region && `region:${region}`),
    without: refusers(here, asked.need),
  });
}

/** Nobody there said no: the organisation may have another place. */
const LOCKED = "locked";

function refusers(here: Case, named: string): string[] {
  const line = here.lines.find((one) => one.need === named)?.id ?? "";
  return [...state().referrals.values()].filter((one) => one.line === line && one.status === "declined" && one.reason !== LOCKED).map(({ recipient }) => recipient);
}

type Next = { readonly words: string; readonly link: string };

/** Return what to do instead, in words, and the way there: to tell of a locked place first. */
export async function nextSteps(here: Case, named: string): Promise<Next[]> {
  const last = referralOf(state(), here.lines.find(({ need }) => need === named)?.id ?? "");
  const next = await nextSite(here, named);
  return [...(last?.reason === LOCKED ? [{ words: say("locks.tell"), link: path("lieux") }] : []), ...(next ? [next] : [])];
}

/** Return who can help instead. */
async function nextSite(here: Case, named: string): Promise<Next | null> {
  const [first] = offersFor(here, await askedOf(here, named));
  const to = first && state().organisations.get(first.organisation);
  if (!to) return null;
  const words = !first.km ? say("today.next", { organisation: to.name }) : say("today.next_near", { organisation: to.name, km: first.km });
  return { words, link: path("dossier", showCode(here.code), "orienter", named, to.id) };
}
