import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import { known as vectors } from "../formats/known.ts";
import type { Known } from "./known.ts";
import { takenBack, takesBack } from "./taken-back.ts";

type Row = { readonly position: number; readonly root: string; readonly state: "applied"; readonly act: Act };
type Kept = { readonly id: string; readonly groups: object; readonly sealed: readonly object[] };
type Taken = { readonly note: string; readonly gone: Row; readonly objects: readonly string[]; readonly left: readonly Kept[] };
const { before, taken } = vectors<{ before: readonly Row[]; taken: readonly Taken[] }>("shredding");
const row = (one: Row): Known => ({ ...one, version: one.position, received: "", code: "" });

for (const { note, gone, objects, left } of taken) {
  test(`after she takes back ${note} a device holds what the vectors say`, () => {
    const all = before.map(row);
    const found = takenBack(all, row(gone));
    const changed = new Map(found.left.map((known) => [known.position, known]));
    const now = all.map((known) => changed.get(known.position) ?? known);
    assert.deepEqual(now.map(({ act }) => ({ groups: act.groups, sealed: act.sealed })), left.map(({ groups, sealed }) => ({ groups, sealed })));
    assert.deepEqual(found.objects, objects);
    assert.equal(takesBack(row(gone)), objects.length > 0);
  });
}

test("what still waits on this device takes back too, and once is enough", () => {
  const gone = { ...row(taken[0]?.gone as Row), position: null, version: null, state: "waiting" as const };
  const all = before.map(row);
  const { left } = takenBack(all, gone);
  assert.ok(left.length > 0);
  const now = all.map((known) => left.find(({ position }) => position === known.position) ?? known);
  assert.deepEqual(takenBack(now, gone), { left: [], objects: [] });
});

test("what was refused, and what came after, touches nothing", () => {
  const gone = row(taken[1]?.gone as Row);
  assert.equal(takesBack({ ...gone, state: "quarantined" }), false);
  assert.deepEqual(takenBack(before.map(row), { ...gone, position: 0 }).left, []);
});
