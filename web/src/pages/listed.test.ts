import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { nothing } from "../shelf/state.ts";
import { dueOf, isLater } from "./due.ts";

const NOW = "2026-03-02T12:00:00.000Z";
const line = (code: string, next: string) => ({ root: newId(), code, next });

test("a case that is only listed stands on the day's page on its day, and not before its week", () => {
  const away = [line("SOON", "2026-03-09"), line("TODAY", "2026-03-02"), line("FAR", "2026-03-10"), line("NONE", ""), line("LATE", "2026-03-01")];
  const found = dueOf(nothing(), newId(), { now: NOW, told: new Set() }, away);
  assert.deepEqual(found.map(({ code, first }) => [code, first.what]), [["LATE", "late"], ["TODAY", "follow"], ["SOON", "soon"]]);
  assert.deepEqual(found.map(isLater), [false, false, true]);
});
