/** The rooms of a case: each is fetched when somebody goes there, or ahead of a day without network. */

import { widen } from "../notebook.ts";
import type { Case } from "../shelf/state.ts";

type Room = (here: Case, rest: readonly string[]) => Promise<HTMLElement | null>;

const intake = () => import("./intake.ts");
/** What is handed on is sealed: the keys of whom it goes to come first. */
const handing = () => Promise.all([import("./handing.ts"), widen()]).then(([rooms]) => rooms);
const care = () => Promise.all([import("./care.ts"), widen()]).then(([rooms]) => rooms);

const ROOMS: { readonly [name: string]: () => Promise<Room> } = {
  suite: () => handing().then(({ doors }) => doors),
  orienter: () => handing().then(({ orient }) => orient),
  ligne: () => handing().then(({ needLine }) => needLine),
  dit: () => handing().then(({ told }) => told),
  besoins: () => intake().then(({ askNeeds }) => askNeeds),
  surete: () => intake().then(({ askSafety }) => askSafety),
  contact: () => intake().then(({ askIdentity }) => askIdentity),
  note: () => intake().then(({ wizard }) => wizard),
  accord: () => care().then(({ permission }) => permission),
  garde: () => care().then(({ held }) => held),
  arrive: () => Promise.all([import("../leaving/late.ts"), widen()]).then(([{ late }]) => late),
  numero: () => import("./own-access.ts").then(({ ownAccess }) => ownAccess),
  suivi: () => care().then(({ followUp }) => followUp),
  clore: () => care().then(({ closing }) => closing),
  redire: () => care().then(({ sayAgain }) => sayAgain),
  rouvrir: () => care().then(({ reopen }) => reopen),
  reprendre: () => care().then(({ resume }) => resume),
};

/** Rooms in which somebody tells something. */
const TOLD: readonly string[] = ["besoins", "surete", "contact", "note", "suivi"];

/** Open a room; where somebody tells, the device is tried before: a full one says so. */
export async function enter(here: Case, room: string, rest: readonly string[]): Promise<HTMLElement | null> {
  const open = mayEnter(here, room) ? await ROOMS[room]?.() : undefined;
  const drawn = open?.(here, rest) ?? null;
  if (!drawn || !TOLD.includes(room)) return drawn;
  const { DAILY } = await import("./daily.ts");
  return DAILY.tried(drawn);
}

/** Once she has stopped everything, or help has ended, only the way back is open. */
function mayEnter({ ended, course }: Case, room: string): boolean {
  if (ended) return room === "reprendre";
  if (course.closing === "closed") return room === "rouvrir";
  return !["reprendre", "rouvrir"].includes(room);
}
