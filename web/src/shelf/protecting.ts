/**
 * How to reach her while answers stand side by side: the same rule as
 * demeso/survivors/reaching.py, over the same cases (tests/vectors/contacts.json).
 */

import type { Json, JsonObject } from "../formats/canon.ts";
import { openSealed } from "./bodies.ts";
import { list, text } from "./known.ts";
import { newestFirst } from "./merging.ts";
import { sealedOf } from "./registers.ts";
import type { Shelf } from "./shelf.ts";

/** What each way takes: her plain yes, and what it cannot do without. */
const WAYS: readonly (readonly [string, string])[] = [["may_phone", "phone"], ["may_message", "phone"], ["may_visit", ""], ["may_meet", "meet_where"]];
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** Of two answers, the one that protects more comes first. */
const SAFER: { readonly [name: string]: readonly string[] } = {
  whose_phone: ["shared", "trusted", "own"],
  if_someone_else: ["hang_up", "wrong_number", "cover"],
  if_cut: ["wait", "call_back"],
};
/** What is heeded whoever said it; who may answer, and where, only if all agree. Who else may hear is a risk (domain 1.9): each one counts. */
const HEEDED = ["may_hear", "cover", "code_word"];
const AGREED = ["phone", "may_answer", "meet_where"];

/** Open how to reach a person, as it is in force; null when some of it cannot be read here. */
export async function openContact(shelf: Shelf, object: string, survivor: string): Promise<JsonObject | null> {
  const live = newestFirst(sealedOf(shelf.state().registers, survivor, "contact"));
  const opened = await Promise.all(live.map(({ act }) => openSealed(shelf, object, act, "contact")));
  const found = opened.filter((one): one is JsonObject => one !== null);
  return found.length === live.length ? mostProtective(found) : null;
}

/** Return what is in force of answers that stand side by side, the newest first. Pure. */
export function mostProtective(contacts: readonly JsonObject[]): JsonObject {
  if (contacts.length < 2) return { ...contacts[0] };
  const said = (name: string) => contacts.map((one) => text(one, name).trim());
  const isSame = (name: string) => new Set(said(name)).size === 1;
  const days = contacts.map((one) => list(one, "safe_days")).filter((one) => one.length > 0);
  const common = DAYS.filter((day) => days.length > 0 && days.every((one) => one.includes(day)));
  const hours = [...new Set(said("safe_hours").filter((one) => one !== ""))];
  // Hours are her words, which nobody can join: two that differ close every way.
  const isSafe = (days.length === 0 || common.length > 0) && hours.length <= 1;
  const isOpen = (yes: string, what: string) => isSafe && said(yes).every((one) => one === "yes") && (what === "" || isSame(what));
  const found: { readonly [name: string]: Json } = {
    ...Object.fromEntries(WAYS.map(([yes, what]) => [yes, isOpen(yes, what) ? "yes" : "no"])),
    ...Object.fromEntries(AGREED.filter(isSame).map((name) => [name, said(name)[0] ?? ""])),
    ...Object.fromEntries(HEEDED.map((name) => [name, [...new Set(said(name).filter((one) => one !== ""))].join(" / ")])),
    ...Object.fromEntries(Object.entries(SAFER).map(([name, order]) => [name, order.find((code) => said(name).includes(code)) ?? ""])),
    safe_hours: hours.length === 1 ? (hours[0] ?? "") : "",
    safe_days: common,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0)));
}
