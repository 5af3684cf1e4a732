/** Divide answers: coded ones by group, sealed ones by compartment. Pure. */

import type { Groups } from "../formats/act.ts";
import type { Json } from "../formats/canon.ts";
import { type Form, type Given, isShown } from "./check.ts";

export type Parts = {
  readonly groups: Groups;
  readonly sealed: { readonly [compartment: string]: { readonly [question: string]: Json } };
};

/** Return answers without empty ones and without questions that are not shown. */
export function said(form: Form, given: Given): Given {
  const kept: { [name: string]: Json } = {};
  for (const question of form.questions) {
    const value = given[question.name];
    const empty = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
    if (!empty && isShown(question, given)) kept[question.name] = value;
  }
  return kept;
}

/** Divide answers into coded groups and what is to be sealed. */
export function parted(form: Form, given: Given): Parts {
  const groups: { [group: string]: { [question: string]: Json } } = {};
  const sealed: { [compartment: string]: { [question: string]: Json } } = {};
  for (const { name, group, compartment } of form.questions) {
    const value = given[name];
    if (value === undefined) continue;
    const [place, key] = compartment ? [sealed, compartment] : [groups, group];
    place[key] = { ...place[key], [name]: value };
  }
  return { groups, sealed };
}
