import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Groups } from "../formats/act.ts";
import { newId } from "../formats/ids.ts";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";

const SITE = newId();
const ENTRY = {
  name: "Porte bleue", region: "mopti", cercle: "mopti", services: ["health"], receiving: "yes",
  hours: "08:00-16:00||||||", languages: "bm ff", latitude: "14.5", longitude: "-4.2", tier: "professional",
  access: "partly", sea: "yes",
};
let position = 0;

function known(kind: string, groups: Groups, state: Known["state"] = "applied"): Known {
  position += 1;
  const whole = { v: 1, id: newId(), device: newId(), seq: position, kind, record: SITE, base: 0, groups, sealed: [] } as const;
  const act: Act = { ...whole, time: "2026-03-02T10:00:00.000Z", form: "site@1", hlc: "x", actor: "worker", sig: "" };
  return { act, root: "directory", position, version: position, received: `2026-03-02T10:00:0${position % 10}.000Z`, state, code: "" };
}

const review = (of: Known, decision: string) => known("site.reviewed", { review: { revision: of.act.id, edition: 0, decision } });
const first = known("site.registered", { link: { organisation: "yelen" }, site: ENTRY });
const yes = review(first, "yes");
const place = (...acts: Known[]) => fold(acts).places.get(SITE);

test("a place that nobody has read again does not stand", () => {
  assert.equal(place(first)?.stands, false);
  assert.deepEqual(place(first)?.services, []);
});

test("read again, it stands as it was written", () => {
  const found = place(first, yes);
  assert.equal(found?.stands, true);
  assert.deepEqual([found?.organisation, found?.name, found?.point], ["yelen", "Porte bleue", [14.5, -4.2]]);
  assert.deepEqual(found?.languages, ["bm", "ff"]);
});

test("what matters to her stands as it was written, and what nobody said is empty", () => {
  const found = place(first, yes);
  assert.deepEqual([found?.access, found?.sea, found?.care_72h, found?.police_report], ["partly", "yes", "", ""]);
});

test("while an edit waits, and after it was sent back, the old entry stays", () => {
  const edit = known("site.edited", { site: { ...ENTRY, name: "Porte verte" } });
  assert.equal(place(first, yes, edit)?.name, "Porte bleue");
  assert.equal(place(first, yes, edit, review(edit, "no"))?.name, "Porte bleue");
  assert.equal(place(first, yes, edit, review(edit, "yes"))?.name, "Porte verte");
});

test("a place that no longer receives does not stand", () => {
  const edit = known("site.edited", { site: { ...ENTRY, receiving: "no" } });
  assert.equal(place(first, yes, edit, review(edit, "yes"))?.stands, false);
});

test("stock counts at once, and what nobody knows is not said", () => {
  const told = known("site.stocked", { stock: { pep: "out", tetanus: "unknown" } });
  const found = place(first, told, yes);
  assert.deepEqual(found?.stock, { pep: "out" });
  assert.equal(found?.stocked, told.received);
});

test("that nobody is there counts at once, and is taken back the same way", () => {
  const night = "2026-03-02T18:00:00.000Z 2026-03-03T08:00:00.000Z health";
  const away = known("site.readied", { readiness: { absences: night } });
  assert.equal(place(first, yes, away)?.absences, night);
  assert.equal(place(first, yes, away, known("site.readied", { readiness: {} }))?.absences, "");
});

test("that few are left is said like a number that is low", () => {
  assert.deepEqual(place(first, known("site.stocked", { stock: { pep: "few" } }), yes)?.stock, { pep: "few" });
});

const early = ({ act, ...rest }: Known): Known => ({ ...rest, act: { ...act, time: "2026-01-02T10:00:00.000Z" } });
const ahead = ({ act, ...rest }: Known): Known => ({ ...rest, act: { ...act, time: "2027-01-02T10:00:00.000Z" } });

test("verified is when somebody looked, and never after the server heard it", () => {
  const check = known("site.verified", { check: { how: "called" } });
  assert.equal(place(first, yes, check)?.verified, check.act.time);
  assert.equal(place(first, yes, ahead(check))?.verified, check.received);
  const late = early(known("site.verified", { check: { how: "visited" } }));
  assert.equal(place(first, yes, late)?.verified, late.act.time);
  assert.equal(place(first, yes, check, late)?.verified, check.act.time);
});

test("what somebody doubts is not verified until somebody has asked again", () => {
  const check = known("site.verified", { check: { how: "called" } });
  const doubt = known("site.doubted", { doubt: { doubt: "changed" } });
  const again = known("site.verified", { check: { how: "told" } });
  assert.equal(place(first, yes, check, doubt)?.verified, "");
  assert.equal(place(first, yes, check, doubt)?.stands, true);
  assert.equal(place(first, yes, check, doubt, ahead(again))?.verified, again.received);
});

test("a look from before a doubt does not lift it, however late it arrives", () => {
  const doubt = known("site.doubted", { doubt: { doubt: "silent" } });
  const late = early(known("site.verified", { check: { how: "visited" } }));
  const again = known("site.verified", { check: { how: "called" } });
  assert.equal(place(first, yes, doubt, late)?.verified, "");
  assert.equal(place(first, yes, doubt, late, ahead(again))?.verified, again.received);
});

test("what was set aside changes nothing", () => {
  const edit = known("site.edited", { site: { ...ENTRY, name: "Porte verte" } }, "quarantined");
  assert.equal(place(first, yes, edit, review(edit, "yes"))?.name, "Porte bleue");
});

test("a place that cannot be reached is suspended until it is verified again", () => {
  const suspended = known("site.suspended", { suspension: { lock: newId() } });
  const check = known("site.verified", { check: { how: "called" } });
  assert.equal(place(first, yes, suspended)?.suspended, suspended.act.time);
  assert.equal(place(first, yes, suspended, early(check))?.suspended, suspended.act.time);
  assert.equal(place(first, yes, suspended, check)?.suspended, "");
});

test("the whole entry is at hand, and how much room there was last", () => {
  const told = [3, 0].map((available) => known("capacity.told", { capacity: { unit: "beds", most: 4, available } }));
  const found = place(first, ...told, yes);
  assert.deepEqual(found?.said, ENTRY);
  assert.deepEqual(found?.room, { unit: "beds", most: 4, available: 0 });
});
