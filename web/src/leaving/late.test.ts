import assert from "node:assert/strict";
import { test } from "node:test";
import { pretendPage } from "../outbox/known.ts";

pretendPage();
const { inOrder, noted } = await import("./late.ts");
type Late = Parameters<typeof inOrder>[0][number];

const one = (act: string, written_at: string, before: boolean): Late => ({
  act, kind: "safety.recorded", record: "r", called: "Fanta", written_at, arrived_at: "2026-11-25", before, groups: {}, sealed: [],
});

test("a yes that was taken back comes before everything", () => {
  const no = { ...one("n", "2026-11-25", false), kind: "consent.withdrawn" };
  assert.deepEqual(inOrder([one("a", "2026-11-20", true), no]).map(({ act }) => act), ["n", "a"]);
});

test("what was written while she was here comes first, in its order; the rest stands apart below", () => {
  const found = [one("c", "2026-11-24", false), one("b", "2026-11-21", true), one("a", "2026-11-20", true), one("d", "2026-11-23", false)];
  assert.deepEqual(inOrder(found).map(({ act }) => act), ["a", "b", "d", "c"]);
});

test("a case that is on this device or only listed is named once, with how much waits; nothing is said of others", () => {
  const cases = [["s1", "K7QF2M9T3"], ["s2", "B"], ["s1", "K7QF2M9T3"]] as const;
  assert.deepEqual(noted({ s1: 2, s3: 1 }, cases), [["K7QF2M9T3", 2]]);
});
