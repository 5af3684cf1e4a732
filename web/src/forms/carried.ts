/** What she has said of herself already is taken over by a later form, and not asked again. Pure. */

import type { Form, Given } from "./check.ts";
import { said } from "./parts.ts";

/**
 * Return the answers that a form takes over from another one, by the questions' names.
 *
 * What is derived is left out: today's age is not the age at the time.
 */
export function carried(form: Form, answers: Given): Given {
  const shared = form.questions.filter(({ name, compartment, derive }) => !compartment && !derive && Object.hasOwn(answers, name));
  return said({ ...form, questions: shared }, Object.fromEntries(shared.map(({ name }) => [name, answers[name] ?? ""])));
}
