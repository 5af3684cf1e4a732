/** The code of the day, on its way while somebody types: nothing of it runs before it is asked for. */

import { silent } from "./session/call.ts";

type Day = typeof import("./pages/daily.ts").DAILY;
let here: Day | null = null;

/** Return it once it is here; a network that does not bring it is refused by its code. */
export async function day(): Promise<Day> {
  here ??= (await silent(import("./pages/daily.ts"))).DAILY;
  return here;
}

/** Return it if it is here: what was never fetched has laid nothing on the table. */
export function dayHere(): Day | null {
  return here;
}
