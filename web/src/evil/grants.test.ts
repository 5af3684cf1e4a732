import assert from "node:assert/strict";
import { test } from "node:test";
import type { Grant } from "../formats/grants.ts";
import { newKey } from "../formats/keys.ts";
import { isExpected, isNewer } from "../shelf/granting.ts";
import type { Known } from "../shelf/known.ts";
import type { PublishedKey } from "../shelf/published.ts";

const [ME, HER, OBJECT, YES] = ["me", "her", "o", "yes"];
const sheet = { object: OBJECT, rights: "read", consent: YES } as Grant;
const plain = { ...sheet, consent: null } as Grant;

function known(over: { kind?: string; record?: string; release?: string | null; position?: number; actor?: string } = {}): Known {
  const { kind = "referral.sent", record = OBJECT, release = YES, position = 10, actor = HER } = over;
  const groups = release === null ? { line: "digest" } : { line: { release } };
  return { act: { kind, record, actor, groups } as never, root: "", position, version: position, received: "", state: "applied", code: "" };
}
const key = (epoch: number, place: number, id = HER, owner = "worker"): PublishedKey =>
  ({ id: "", by: "", proved: true, place, entry: { owner, id, epoch } as never });

const rows: [string, Grant, Known, PublishedKey, PublishedKey[], boolean][] = [
  ["under her yes", sheet, known(), key(1, 1), [], true],
  ["masked for who receives it", sheet, known({ release: null }), key(1, 1), [], true],
  ["of another record", sheet, known({ record: "p" }), key(1, 1), [], false],
  ["under another yes", sheet, known({ release: "no" }), key(1, 1), [], false],
  ["under no yes", plain, known(), key(1, 1), [], false],
  ["with other rights", { ...sheet, rights: "half-vault" } as Grant, known(), key(1, 1), [], false],
  ["of a sheet, in an act about a case", sheet, known({ kind: "safety.recorded" }), key(1, 1), [], false],
  ["of a case, by another, in the act that opens it", plain, known({ kind: "case.opened" }), key(1, 1), [], false],
  ["of a case, by me, in the act that opens it", plain, known({ kind: "case.opened", actor: ME }), key(1, 1, ME), [], true],
  ["of a case, by who leads it, in the act that hands it on", plain, known({ kind: "case.handed" }), key(1, 1), [], true],
  ["of a case, in the act that hands it on, under a yes", sheet, known({ kind: "case.handed" }), key(1, 1), [], false],
  ["of a case, by another, in the act that takes it over", plain, known({ kind: "case.taken" }), key(1, 1), [], false],
  ["of a case, by me, in the act that takes it over", plain, known({ kind: "case.taken", actor: ME }), key(1, 1, ME), [], true],
  ["by somebody who did not write the act", sheet, known(), key(1, 1, "another"), [], false],
  ["by an agency's key", sheet, known(), key(1, 1, HER, "vault"), [], false],
  ["by a key that was replaced before", sheet, known(), key(1, 1), [key(2, 5)], false],
  ["by a key that was replaced later", sheet, known(), key(1, 1), [key(2, 50)], true],
  ["by the key that replaced it", sheet, known(), key(2, 5), [key(1, 1)], true],
  ["by a key that came later", sheet, known(), key(2, 50), [key(1, 1)], false],
];
for (const [name, grant, act, signer, others, isRight] of rows) {
  test(`a grant ${name} is ${isRight ? "believed" : "refused"}`, () => {
    assert.equal(isExpected({ grant, known: act, signer, keys: [signer, ...others], me: ME }), isRight);
  });
}

test("keys that were replaced do not come back", () => {
  const [old, young] = [{ identity: newKey(1) }, { identity: newKey(2) }];
  assert.ok(isNewer(young, old));
  assert.equal(isNewer(old, young), false);
  assert.ok(isNewer(old, {}));
  assert.equal(isNewer({}, old), false);
});
