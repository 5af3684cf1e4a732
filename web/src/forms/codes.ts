/** The choices of a question, in the order in which its form has them. */

import forms from "../generated/forms.json" with { type: "json" };
import type { Form } from "./check.ts";

/** Return the codes that a question of a form knows. */
export function codesOf(form: string, question: string): readonly string[] {
  const { questions } = (forms as unknown as { readonly [id: string]: Form })[form] ?? { questions: [] };
  return questions.find(({ name }) => name === question)?.codes ?? [];
}
