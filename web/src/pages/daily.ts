/** The pages with which every day begins, fetched together once the notebook is open. */

import { fetchAhead } from "./ahead.ts";
import { page as begin, tried } from "./begin.ts";
import { page as today } from "./today.ts";

export const DAILY = { fetchAhead, today, begin, tried };
