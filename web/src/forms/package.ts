/**
 * The package of a referral: what she allowed, by category; the same as
 * client/package.py, over the same cases (tests/vectors/package.json). Pure.
 */

import { type Json, type JsonObject, isObject } from "../formats/canon.ts";
import forms from "../generated/forms.json" with { type: "json" };

export type Package = { readonly [category: string]: JsonObject };

/** Categories that are written for the occasion, because nothing else holds them. */
export const WRITTEN: readonly string[] = ["safety", "incident", "medical", "child", "conditions"];

/** Category → the questions that it may answer. */
export const SHAPE: { readonly [category: string]: readonly string[] } = {
  need: ["service", "urgent"],
  contact: (forms["identity@1"].questions as readonly { name: string; compartment?: string }[])
    .filter(({ compartment }) => compartment === "contact")
    .map(({ name }) => name),
  ...Object.fromEntries(WRITTEN.map((category) => [category, ["summary"]])),
};

/** Return what may leave of what was told: the allowed categories, and no other. */
export function packed(allowed: readonly string[], told: JsonObject): Package {
  return unpacked(Object.fromEntries(Object.entries(told).filter(([category]) => allowed.includes(category))));
}

/** Return what a reader understands of a package; the rest is left out. */
export function unpacked(content: JsonObject): Package {
  const found: { [category: string]: JsonObject } = {};
  for (const [category, questions] of Object.entries(SHAPE)) {
    const told = Object.hasOwn(content, category) ? content[category] : undefined;
    if (!isObject(told)) continue;
    const kept = questions.filter((name) => Object.hasOwn(told, name) && isSaid(told[name]));
    if (kept.length > 0) found[category] = Object.fromEntries(kept.map((name) => [name, told[name] ?? ""]));
  }
  return found;
}

function isSaid(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => typeof item === "string");
  return typeof value === "string" && value !== "";
}
