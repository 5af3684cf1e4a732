/** What this device knows: acts it received, and acts it has not sent yet. */

import type { Act } from "../formats/act.ts";
import { type Json, type JsonObject, isObject } from "../formats/canon.ts";
import type { Change } from "../outbox/send.ts";

export type Known = {
  readonly act: Act;
  /** What it belongs to, as the server says; empty while it waits. */
  readonly root: string;
  /** Where it stands in the log; null while it waits on this device. */
  readonly position: number | null;
  /** Rises over every restoration of the server, as places do not. */
  readonly version: number | null;
  readonly received: string;
  readonly state: "applied" | "quarantined" | "waiting";
  readonly code: string;
};

/** Return what the server sent as this device keeps it. */
export function knownOf({ act, root, position, version, received_at: received, state, code }: Change): Known {
  return { act, root, position, version, received, state, code };
}

/** Put acts in the order in which they count: received ones, then waiting ones. */
export function inOrder(known: Iterable<Known>): Known[] {
  const place = ({ version }: Known) => version ?? Number.MAX_SAFE_INTEGER;
  return [...known].sort((a, b) => place(a) - place(b) || a.act.seq - b.act.seq);
}

/** Return the version of a record that this device has seen: that of the last act that counts. */
export function seenOf(known: Iterable<Known>, record: string): number {
  let seen = 0;
  for (const { act, version, state } of known) {
    if (act.record === record && version !== null && state === "applied") seen = Math.max(seen, version);
  }
  return seen;
}

/** Return the version of every record that was seen. */
export function versionsOf(known: Iterable<Known>): Map<string, number> {
  const found = new Map<string, number>();
  for (const { act, version, state } of known) {
    if (state !== "applied" || version === null) continue;
    found.set(act.record, Math.max(found.get(act.record) ?? 0, version));
  }
  return found;
}

/** Return one answer as text. */
export function answer(act: Act, question: string): string {
  const value = valueOf(act, question);
  return value === undefined || value === null ? "" : String(value);
}

/** Return an answer that is a list of codes. */
export function answers(act: Act, question: string): string[] {
  const value = valueOf(act, question);
  return Array.isArray(value) ? value.map(String) : [];
}

/** Return one of several answers as text. */
export function text(answers: JsonObject, question: string): string {
  const value = Object.hasOwn(answers, question) ? answers[question] : undefined;
  return value === undefined || value === null ? "" : String(value);
}

/** Return one of several answers that is a list of codes. */
export function list(answers: JsonObject, question: string): string[] {
  const value = Object.hasOwn(answers, question) ? answers[question] : undefined;
  return Array.isArray(value) ? value.map(String) : [];
}

function valueOf(act: Act, question: string): Json | undefined {
  for (const group of Object.values(act.groups)) {
    if (isObject(group) && Object.hasOwn(group, question)) return group[question]; // else masked
  }
  return undefined;
}
