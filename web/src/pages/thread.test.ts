import assert from "node:assert/strict";
import { test } from "node:test";
import type { Known } from "../shelf/known.ts";
import { folded, heardHow } from "./thread.ts";

const told = (days: number): Known => {
  const time = new Date(Date.parse("2026-11-20T10:00:00Z") - days * 86_400_000).toISOString();
  return { act: { time } as Known["act"], root: "", position: 1, version: 1, received: "", state: "applied", code: "" };
};
const thread = (length: number) => Array.from({ length }, (_none, at) => told(at));

test("a short thread stands whole", () => {
  assert.deepEqual(folded(thread(15)).map(({ length }) => length), [15]);
  assert.deepEqual(folded([]).map(({ length }) => length), [0]);
});

test("of a long one the latest stand open, the older lie by month, and none is lost", () => {
  const [latest, ...months] = folded(thread(40));
  assert.equal(latest?.length, 12);
  assert.deepEqual(months.map((month) => month[0]?.act.time.slice(0, 7)), ["2026-11", "2026-10"]);
  assert.equal(months.flat().length, 28);
});

test("what was told to the sender is not shown as if the organisation had written it", () => {
  const said = (said_by: string) => heardHow({ groups: { answer: { said_by } } } as unknown as Known["act"]);
  assert.deepEqual(["phone", "on_site", "app", ""].map(said), ["thread.heard.phone", "thread.heard.on_site", "", ""]);
});
