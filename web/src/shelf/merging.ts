/**
 * Which answers stand when people answered without seeing each other, as
 * demeso/ledger/merging.py decides it (docs/formats/ledger.md, "Registers"),
 * over the same cases (tests/vectors/merging.json). Pure.
 */

import { type Json, type JsonObject, canonical } from "../formats/canon.ts";

export type Merge = "plain" | "set" | "append" | "state" | "protective" | "sealed";

/** A question, as far as joining answers needs it. */
export type Asked = { readonly name: string; readonly kind: string; readonly codes?: readonly string[]; readonly surer?: number };

/** One answer to one field group, and who gave it when. */
export type LiveValue = {
  readonly act: string;
  readonly device: string;
  readonly actor: string;
  readonly hlc: string;
  readonly time: string;
  readonly form: string;
  readonly merge: Merge;
  /** PENDING until the act has its place in the ledger. */
  readonly version: number;
  /** A sealed value has its act's id for answer: ciphertexts are never compared. */
  readonly answers: JsonObject;
};
export type Live = readonly LiveValue[];

export const PENDING = Number.MAX_SAFE_INTEGER;
const DISPUTED: readonly Merge[] = ["plain", "protective", "sealed"];
const ALWAYS: readonly Json[] = ["unknown", "declined"];

/** A device knows what the same person did on it; otherwise the base says what was seen. */
function isSeen(value: LiveValue, by: LiveValue, base: number): boolean {
  return (value.device === by.device && value.actor === by.actor) || value.version <= base;
}

/** Return the values that stand after a new one. */
export function merged(live: Live, value: LiveValue, base: number): Live {
  if (value.merge === "state") return [value];
  if (value.merge === "append") return [...live, value];
  return [...live.filter((old) => !isSeen(old, value, base)), value];
}

/** Tell whether people must choose: unequal answers stand side by side. */
export function isDisputed(live: Live): boolean {
  const last = live.at(-1);
  if (live.length <= 1 || !last || !DISPUTED.includes(last.merge)) return false;
  const first = written(live[0]?.answers ?? {});
  return live.slice(1).some(({ answers }) => written(answers) !== first);
}

function written(answers: JsonObject): string {
  return new TextDecoder().decode(canonical(answers));
}

/** Return the values, the newest first: the hybrid clock picks only what is shown. */
export function newestFirst(live: Live): LiveValue[] {
  const place = ({ hlc, act }: LiveValue) => `${hlc} ${act}`;
  return [...live].sort((a, b) => (place(a) < place(b) ? 1 : -1));
}

/** Return the answers that the screens go by until people have chosen. */
export function inForce(live: Live, questions: readonly Asked[]): JsonObject {
  const last = live.at(-1);
  if (!last) return {};
  if (last.merge === "state" || last.merge === "append") return last.answers;
  const ordered = newestFirst(live);
  if (live.length === 1 || (last.merge !== "set" && last.merge !== "protective")) return ordered[0]?.answers ?? {};
  const protective = last.merge === "protective";
  const names = [...new Set(ordered.flatMap(({ answers }) => Object.keys(answers)))];
  const entries = names.map((name) => {
    const given = ordered.filter(({ answers }) => Object.hasOwn(answers, name)).map(({ answers }) => answers[name] ?? null);
    return [name, joined(given, protective ? questions.find((one) => one.name === name) : undefined)] as const;
  });
  return Object.fromEntries(entries);
}

/** Join what several people answered, the newest answer first. */
function joined(given: readonly Json[], question: Asked | undefined): Json {
  if (given.every((one) => Array.isArray(one))) return [...new Set(given.flat())] as Json[];
  if (question?.kind !== "choice") return given[0] ?? null;
  const codes = question.codes ?? [];
  const rank = (one: Json) => danger(one, codes, question.surer ?? 1);
  return given.reduce((least, one) => (rank(one) < rank(least) ? one : least));
}

/** Rank an answer, the most protective lowest; not knowing comes right after the first, or as many as protect surely. */
function danger(answer: Json, codes: readonly string[], surer: number): number {
  if (ALWAYS.includes(answer)) return surer - 0.5;
  const place = codes.indexOf(String(answer));
  return place < 0 ? codes.length : place;
}
