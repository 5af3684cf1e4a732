/** Danger and risk, as they were last judged. */

import type { JsonObject } from "../formats/canon.ts";
import { list, text } from "./known.ts";
import type { Case } from "./state.ts";

/** Write down what was asked again; what was not asked stays as it was. */
export function risked(here: Case, danger: JsonObject, risk: JsonObject): void {
  here.danger = text(danger, "in_danger") || here.danger;
  if (text(risk, "risk_level") === "") return;
  here.risk = text(risk, "risk_level");
  here.reasons = Object.hasOwn(risk, "risk_reasons") ? list(risk, "risk_reasons") : here.reasons;
}
