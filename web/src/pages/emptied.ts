/** Say every group again that had answers, so that what was taken out is gone. Pure. */

import type { Groups } from "../formats/act.ts";
import type { JsonObject } from "../formats/canon.ts";
import type { Form } from "../forms/check.ts";

/** Return an empty group for each that stands; new answers are laid over them. */
export function emptied({ questions }: Form, standing: JsonObject): Groups {
  const said = questions.filter(({ name, compartment }) => !compartment && Object.hasOwn(standing, name));
  return Object.fromEntries(said.map(({ group }) => [group, {}]));
}
