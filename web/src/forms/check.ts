/**
 * Check answers against a form: the same rules as demeso/kernel/checking.py, over
 * the same cases (tests/kernel/form_cases.json). docs/formats/form.md says them.
 */

import type { Json } from "../formats/canon.ts";
import { isUuid7 } from "../formats/ids.ts";
import { isDay, isMonth, untimely } from "./days.ts";

export type When =
  | { readonly in: readonly [string, readonly string[]] }
  | { readonly and: readonly When[] }
  | { readonly or: readonly When[] };

export interface Question {
  readonly name: string;
  readonly group: string;
  readonly kind: string;
  readonly compartment?: string;
  readonly merge?: string;
  readonly most?: number;
  readonly listed?: string;
  readonly needed?: boolean;
  readonly ordered?: boolean;
  readonly codes?: readonly string[];
  readonly when?: When;
  readonly derive?: readonly string[];
  /** The days between which it lies, by their sources. */
  readonly earliest?: readonly string[];
  readonly latest?: readonly string[];
}

export interface Form {
  readonly name: string;
  readonly version: number;
  readonly questions: readonly Question[];
}

export type Given = { readonly [name: string]: Json };
export type Faults = { [name: string]: string };

const ALWAYS: readonly Json[] = ["unknown", "declined"];
const MOST = 200;
const LONGEST_CODE = 40;
const MAY_BE_UNSAID = ["choice", "day", "month", "code"];

/** Return question → fault code; `known` is what is not asked here: today, and what other sealed parts say. */
export function faults(form: Form, given: Given, known: Given = {}): Faults {
  const asked = new Set(form.questions.map(({ name }) => name));
  const found: Faults = {};
  for (const name of Object.keys(given)) if (!asked.has(name)) found[name] = "unknown";
  for (const question of form.questions) {
    const fault = faultOf(question, given) || untimely(question, { ...known, ...given });
    if (fault) found[question.name] = fault;
  }
  return found;
}

/** Tell whether a question is to be shown for these answers. */
export function isShown(question: Question, given: Given): boolean {
  return !question.when || holds(question.when, given);
}

/** Tell whether a condition holds for these answers. */
export function holds(when: When, given: Given): boolean {
  if ("and" in when) return when.and.every((part) => holds(part, given));
  if ("or" in when) return when.or.some((part) => holds(part, given));
  const [name, values] = when.in;
  const value = own(given, name);
  const found = Array.isArray(value) ? value : [value];
  return found.some((item) => typeof item === "string" && values.includes(item));
}

function own(given: Given, name: string): Json | undefined {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

function isEmpty(value: Json | undefined): value is undefined | null | "" {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function faultOf(question: Question, given: Given): string {
  const value = own(given, question.name);
  if (!isShown(question, given)) return isEmpty(value) ? "" : "hidden";
  if (isEmpty(value)) return question.needed ? "needed" : "";
  if (MAY_BE_UNSAID.includes(question.kind) && ALWAYS.includes(value)) return "";
  return (SHAPES[question.kind] ?? text)(question, value);
}

type Shape = (question: Question, value: Json) => string;

const text: Shape = (question, value) => {
  if (typeof value !== "string") return "kind";
  return [...value].length > (question.most ?? MOST) ? "long" : "";
};

const choice: Shape = (question, value) => {
  if (typeof value !== "string") return "kind";
  return question.codes?.includes(value) ? "" : "choice";
};

const choices: Shape = (question, value) => {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) return "kind";
  if (new Set(value).size !== value.length) return "twice";
  const unsaid = value.length === 1 && ALWAYS.includes(value[0] ?? "");
  return unsaid || value.every((item) => question.codes?.includes(item)) ? "" : "choice";
};

const number: Shape = (question, value) => {
  if (typeof value !== "number" || !Number.isInteger(value)) return "kind";
  return value >= 0 && value <= (question.most ?? MOST) ? "" : "long";
};

const code: Shape = (_question, value) => {
  if (typeof value !== "string") return "kind";
  return /^[A-Za-z0-9_-]+$/.test(value) && value.length <= LONGEST_CODE ? "" : "choice";
};

const SHAPES: { readonly [kind: string]: Shape } = {
  text, story: text, made: text, choice, choices, number, code,
  day: (_question, value) => (isDay(value) ? "" : "kind"),
  month: (_question, value) => (isMonth(value) ? "" : "kind"),
  id: (_question, value) => (isUuid7(value) ? "" : "kind"),
  lines: (_question, value) => (Array.isArray(value) ? "" : "kind"),
};
