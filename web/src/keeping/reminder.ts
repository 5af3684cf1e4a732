/** Say on the day's page that a drill is due, to whoever keeps a sheet or sees to people. */

import { piece } from "../screen.ts";
import { path } from "../router.ts";
import { session } from "../session/session.ts";
import { say } from "../words.ts";
import { addressOf } from "./state.ts";

/** Return a note for each agency whose drill lies half a year back. */
export async function waitingNote(): Promise<HTMLElement[]> {
  const { drills = [] } = session().me;
  return drills.map(({ agency, house }) => piece("drill-note", { text: say("keys.drill.again", { house }), link: path(...addressOf(agency)) }));
}
