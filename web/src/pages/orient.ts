/** Orienter: for which need, to whom, with what she allows, and exactly this sheet. */

import { newId, showCode } from "../formats/ids.ts";
import { save, state } from "../notebook.ts";
import { deed } from "../news.ts";
import { go, path } from "../router.ts";
import { bar, fill, keep, piece } from "../screen.ts";
import { type Case, type Organisation, isPhoned, keyOf, namedLines, referralOf } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { lastSheet } from "./sheet.ts";

const STOPPED = ["declined", "recalled"];

/** Draw the step that the address names. */
export async function orient(here: Case, [need = "", to = "", release = ""]: readonly string[]): Promise<HTMLElement | null> {
  const code = showCode(here.code);
  if (!need) return whichNeed(here, code);
  if (!namedLines(here).some((line) => line.need === need)) return null;
  bar(code, to ? path("dossier", code, "orienter", need) : path("dossier", code, "orienter"));
  if (!to) return where(here, code, need);
  const organisation = state().organisations.get(to);
  if (!organisation) return null;
  if (!release) return allow(here, code, need, organisation);
  return lastSheet(here, need, organisation, release);
}

function whichNeed(here: Case, code: string): HTMLElement {
  const open = namedLines(here).filter((line) => {
    const referral = referralOf(state(), line.id);
    return !referral || STOPPED.includes(referral.status);
  });
  const doors = open.map(({ need, outcome }) => piece("door", {
    title: label("needs", need),
    detail: outcome === "" ? say("line.nothing") : say("line.outcome", { outcome: label("outcome", outcome) }),
    link: path("dossier", code, "orienter", need),
  }));
  const node = piece("orient-need", { doors, needs: path("dossier", code, "besoins") });
  return keep(node, doors.length > 0 ? [] : ["empty"]);
}

function where(_here: Case, code: string, need: string): HTMLElement {
  const found = [...state().organisations.values()].filter(({ services }) => services.includes(need));
  const node = piece("orient-where", {
    need: label("needs", need),
    sites: found.map((one) => site(one, path("dossier", code, "orienter", need, one.id))),
    line: path("dossier", code, "ligne", need),
  });
  return keep(node, found.length > 0 ? [] : ["empty"]);
}

function site(organisation: Organisation, choose: string): HTMLElement {
  const node = piece("site", {
    name: organisation.name,
    region: label("region", organisation.region),
    people: peopleOf(organisation),
    services: organisation.services.map((one) => piece("tag", { text: label("needs", one) })),
    choose,
  });
  if (isPhoned(organisation)) return keep(node, ["readable", "aloud"]);
  return keep(node, isReadable(organisation) ? ["readable"] : ["unreadable"]);
}

/** Tell whether somebody there holds a key that a sheet can be sealed to. */
export function isReadable({ focalPoint, deputy }: Organisation): boolean {
  return [focalPoint, deputy].some((id) => id !== "" && keyOf(state(), "worker", id) !== undefined);
}

/** Name the people who will receive: she hears their names first. */
export function peopleOf({ focalPoint, deputy }: Organisation): string {
  const { workers } = state();
  const [focal = "", second = ""] = [focalPoint, deputy].map((id) => workers.get(id)?.called ?? "").filter((name) => name !== "");
  if (!focal) return "";
  return second ? say("orient.people", { focal, deputy: second }) : say("orient.person", { focal });
}

async function allow(here: Case, code: string, need: string, to: Organisation): Promise<HTMLElement> {
  const node = fill(piece("release"), { name: to.name, people: peopleOf(to) });
  const fixed = { survivor: here.survivor, recipient: to.id };
  const drawn = await place(node, { form: "release@1", step: "", place: "", fixed }); // all boxes begin empty
  deed(node, "save", async () => {
    const release = newId();
    await save([{ kind: "release.given", record: release, groups: answered(drawn).groups }]);
    go("dossier", code, "orienter", need, to.id, release);
  });
  return node;
}
