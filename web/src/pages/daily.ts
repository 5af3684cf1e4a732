/** The pages of every day, fetched together once the notebook is open. */

import { fetchAhead } from "./ahead.ts";
import { page as begin } from "./begin.ts";
import { page as dossier } from "./case.ts";
import { page as me } from "./me.ts";
import { page as received } from "./received.ts";
import { page as today } from "./today.ts";

export const DAILY = { fetchAhead, today, begin, dossier, received, me };
