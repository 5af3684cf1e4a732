import assert from "node:assert/strict";
import { test } from "node:test";
import { type Opening, opening } from "./hours.ts";
import { known } from "./known.ts";
import { type Asked, type Point, type Ranked, type Site, distance, ranked } from "./ranking.ts";

type Case = { name: string; offset: number; asked: Asked; ranked: Ranked[] };
type Door = { name: string; week: string; minute: number; opening: Opening };
const { centres, sites, cases, hours } = known<{
  centres: { [code: string]: Point }; sites: Site[]; cases: Case[]; hours: Door[];
}>("ranking");

for (const { name, offset, asked, ranked: expected } of cases) {
  test(`device and server rank alike: ${name}`, () => {
    assert.deepEqual(ranked(sites, asked, { offset, centres }), expected);
  });
}

test("device and server read hours alike", () => {
  for (const { name, week, minute, opening: expected } of hours) {
    assert.deepEqual(opening(week, minute), expected, `${name} at ${minute}`);
  }
});

test("the order in which places come does not matter", () => {
  for (const { offset, asked, ranked: expected } of cases) {
    assert.deepEqual(ranked(sites.toReversed(), asked, { offset, centres }), expected);
  }
});

test("distances are those of the globe", () => {
  const from = (one: Point, other: Point) => Math.round(distance(one, other) / 5) * 5;
  assert.equal(from([12.609, -7.975], [14.484, -4.183]), 460);
  assert.equal(from([14.484, -4.183], [16.272, -0.045]), 485);
});

test("there are enough shared cases", () => assert.ok(cases.length >= 25 && hours.length >= 90));
