/** What every day begins with: one part of the code, fetched while somebody signs in (docs/adr/0044). */

import { clear, send, widen } from "../notebook.ts";
import { enrol } from "../session/enrol.ts";
import { enterNotebook, unwrap, who, whoIfReached } from "../session/opening.ts";
import { foreseen, goOn } from "./ahead.ts";
import { page as begin, tried } from "./begin.ts";
import { page as today } from "./today.ts";

export const DAILY = { begin, clear, enrol, enterNotebook, foreseen, goOn, send, today, tried, unwrap, who, whoIfReached, widen };
