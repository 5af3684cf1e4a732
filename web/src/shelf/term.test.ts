import assert from "node:assert/strict";
import { test } from "node:test";
import { type Held, MOST, TERM, isSoon, leaving, takenStill, until } from "./term.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const DAY = 24 * 3_600_000;
const held = (root: string, more: Partial<Held> = {}): Held => ({ root, isDue: false, isBound: false, ...more });
const used = (days: { [root: string]: number }) => Object.fromEntries(Object.entries(days).map(([root, ago]) => [root, NOW - ago * DAY]));
const many = (count: number) => Array.from({ length: count }, (_none, at) => held(`case-${at}`));

test("a case that nobody used for fourteen days leaves; one that is due, or waits, does not", () => {
  const all = [held("old"), held("due", { isDue: true }), held("waits", { isBound: true }), held("new")];
  const said = { used: used({ old: 14, due: 30, waits: 30, new: 13 }), taken: {} };
  assert.deepEqual(leaving(all, said, NOW), ["old"]);
});

test("what she takes along stays for its term", () => {
  const said = { used: used({ a: 30 }), taken: used({ a: 2 }) };
  assert.deepEqual(leaving([held("a")], said, NOW), []);
  assert.equal(until("a", said, NOW), NOW - 2 * DAY + TERM);
});

test("a phone carries twenty-five, a device that stays at a site two thousand", () => {
  const all = many(30);
  const ago = used(Object.fromEntries(all.map(({ root }, at) => [root, 1 + at / 10])));
  const gone = leaving(all, { used: ago, taken: {} }, NOW);
  assert.deepEqual(gone, all.slice(MOST.person).map(({ root }) => root));
  assert.deepEqual(leaving(all, { used: ago, taken: {}, site: true }, NOW), []);
});

test("of too many, what was used today comes first, then what she took", () => {
  const all = [...many(25), held("taken"), held("today")];
  const ago = used({ ...Object.fromEntries(many(25).map(({ root }) => [root, 2])), taken: 13, today: 0 });
  const gone = leaving(all, { used: ago, taken: used({ taken: 13 }) }, NOW);
  assert.deepEqual(gone, ["case-23", "case-24"]);
});

test("what is due never leaves for being too many: what is calm leaves instead", () => {
  const due = Array.from({ length: 30 }, (_none, at) => held(`due-${at}`, { isDue: true }));
  const ago = used({ ...Object.fromEntries(due.map(({ root }) => [root, 13])), calm: 0 });
  assert.deepEqual(leaving([held("calm"), ...due], { used: ago, taken: {} }, NOW), ["calm"]);
});

test("what she took along counts as taken for one term, and is then forgotten", () => {
  const all = [...many(25), held("taken")];
  const ago = used({ ...Object.fromEntries(many(25).map(({ root }) => [root, 2])), taken: 3 });
  assert.deepEqual(leaving(all, { used: ago, taken: used({ taken: 15 }) }, NOW), ["taken"]);
  assert.deepEqual(takenStill(used({ old: 14, new: 13 }), NOW), used({ new: 13 }));
});

test("what was just received counts as just used", () => {
  assert.deepEqual(leaving(many(3), { used: {}, taken: {} }, NOW), []);
});

test("a day within the term is soon, also one that has passed", () => {
  assert.deepEqual(["2026-12-01", "2026-11-01", "2026-12-20", ""].map((day) => isSoon(day, NOW)), [true, true, false, false]);
});
