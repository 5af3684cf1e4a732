import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import { sealBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { lastVersion, openRecord, openSealed } from "./bodies.ts";
import { fold } from "./fold.ts";
import { type Session, begin } from "../session/session.ts";
import type { Known } from "./known.ts";
import type { Shelf } from "./shelf.ts";

const [CASE, SURVIVOR, PHONE, TABLET] = [newId(), newId(), newId(), newId()];
const KEYS = { contact: newKey(), narrative: newKey(), sensitive: newKey() };
const FORMS: { readonly [kind: string]: string } = {
  "identity.recorded": "identity@1", "safety.recorded": "safety@1", "incident.recorded": "incident@1",
};
begin({ opened: new Map([[CASE, KEYS]]) } as unknown as Session);

type Compartment = keyof typeof KEYS;
type Sealed = { readonly [compartment in Compartment]?: JsonObject };

async function shelfOf(...said: readonly (readonly [string, string, Sealed, string?])[]): Promise<Shelf> {
  const versions = new Map<string, number>();
  const known: Known[] = [];
  for (const [kind, record, sealed, device = PHONE] of said) {
    const position = known.length + 1;
    const parts = await Promise.all(Object.entries(sealed).map(([compartment, answers]) => {
      const version = (versions.get(compartment) ?? 0) + 1;
      versions.set(compartment, version);
      return sealBody(answers, { object: CASE, compartment, version }, KEYS[compartment as Compartment]);
    }));
    const hlc = `${String(position).padStart(13, "0")}-0000-${device.slice(0, 8)}`;
    const act: Act = {
      v: 1, id: newId(), device, seq: position, kind, record, base: 0, time: "", form: FORMS[kind] ?? "", hlc,
      actor: "aissata", groups: {}, sealed: parts, sig: "",
    };
    known.push({ act, root: SURVIVOR, position, version: position, received: "", state: "applied", code: "" });
  }
  return { all: () => known, state: () => fold(known) } as unknown as Shelf;
}

test("a phone that was taken out is gone, and is not handed on", async () => {
  const shelf = await shelfOf(
    ["identity.recorded", SURVIVOR, { contact: { may_phone: "yes", phone: "un numéro", cover: "le marché" } }],
    ["identity.recorded", SURVIVOR, { contact: { may_phone: "no" } }],
  );
  assert.deepEqual((await openRecord(shelf, CASE, SURVIVOR))["contact"], { may_phone: "no" });
});

test("everything taken out leaves nothing", async () => {
  const shelf = await shelfOf(
    ["identity.recorded", SURVIVOR, { contact: { meet_where: "au marché" } }],
    ["identity.recorded", SURVIVOR, { contact: {} }],
  );
  assert.deepEqual((await openRecord(shelf, CASE, SURVIVOR))["contact"], {});
});

test("her plan and each incident keep their own story", async () => {
  const [one, two] = [newId(), newId()];
  const shelf = await shelfOf(
    ["safety.recorded", CASE, { narrative: { plan: "Chez la tante." } }],
    ["incident.recorded", one, { narrative: { story: "Un." }, sensitive: { place: "A" } }],
    ["incident.recorded", two, { narrative: { story: "Deux." } }],
    ["incident.recorded", one, { sensitive: { place: "B" } }],
  );
  assert.deepEqual(await openRecord(shelf, CASE, CASE), { narrative: { plan: "Chez la tante." } });
  assert.deepEqual(await openRecord(shelf, CASE, one), { narrative: { story: "Un." }, sensitive: { place: "B" } });
  assert.deepEqual(await openRecord(shelf, CASE, two), { narrative: { story: "Deux." } });
});

test("of two sealed at once the newer shows, and the other can still be opened", async () => {
  const shelf = await shelfOf(
    ["identity.recorded", SURVIVOR, { contact: { cover: "un" } }],
    ["identity.recorded", SURVIVOR, { contact: { cover: "deux" } }, TABLET],
  );
  assert.deepEqual((await openRecord(shelf, CASE, SURVIVOR))["contact"], { cover: "deux" });
  const first = shelf.all()[0]?.act.id ?? "";
  assert.deepEqual(await openSealed(shelf, CASE, first, "contact"), { cover: "un" });
});

test("versions count on, whatever record the body is about", async () => {
  const shelf = await shelfOf(
    ["safety.recorded", CASE, { narrative: { plan: "x" } }],
    ["incident.recorded", newId(), { narrative: { story: "y" } }],
  );
  assert.equal(lastVersion(shelf, CASE, "narrative"), 2);
  assert.equal(lastVersion(shelf, CASE, "contact"), 0);
});
