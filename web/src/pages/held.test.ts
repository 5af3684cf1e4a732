import assert from "node:assert/strict";
import { test } from "node:test";
import type { Known } from "../shelf/known.ts";
import { pretendPage } from "../outbox/known.ts";
import { firstOfEach, readable } from "./held.ts";
import { valueOf } from "./sealed.ts";

const known = (record: string, seq: number) => ({ act: { record, seq } }) as unknown as Known;

test("each record is read once, from where it began", () => {
  const found = firstOfEach([known("a", 1), known("b", 2), known("a", 3)]);
  assert.deepEqual(found.map(({ act }) => act.seq), [1, 2]);
});

test("ids, empty answers and what has no words are not read out", () => {
  const answers = {
    sex: "female", case: "01a19b7d-17c8-74e8-976f-3f9f4d3c36dc", story: "", needs: ["health"], none: [], inner: "x",
  };
  const isSaid = (code: string) => code !== "question.inner";
  assert.deepEqual(readable(answers, isSaid), { sex: "female", needs: ["health"] });
});

test("a moment is read out as people say it, never as a machine writes it", () => {
  pretendPage();
  assert.doesNotMatch(valueOf("since", "2025-03-02T10:00:00.000Z"), /T10|Z$/);
  assert.match(valueOf("since", "2025-03-02T10:00:00.000Z"), /2/);
});
