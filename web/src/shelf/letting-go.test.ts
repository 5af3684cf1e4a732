import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../formats/act.ts";
import { makeGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { pretendPage, sitDown } from "../outbox/known.ts";
import { type Session, myKeys } from "../session/session.ts";
import type { Known } from "./known.ts";
import { forgetStayed, letGo, stayed } from "./letting-go.ts";
import { Shelf } from "./shelf.ts";

pretendPage();
const [HER, CASE] = [newId(), newId()];
const body = (compartment: string) => ({ type: "body", object: CASE, compartment });

function change(position: number, kind: string, groups: Act["groups"], ...sealed: Act["sealed"]): Known {
  const act = {
    v: 1, id: newId(), device: newId(), seq: position, kind, record: kind === "case.opened" ? CASE : HER, base: 0,
    time: "2026-11-02T09:00:00.000Z", form: "x@1", hlc: "x", actor: newId(), groups, sealed, sig: "",
  } as const;
  return { act, root: HER, position, version: position, received: "", state: "applied", code: "" };
}

async function told(what: string): Promise<{ mine: Session; shelf: Shelf }> {
  const mine = await sitDown();
  const shelf = await Shelf.load(mine);
  await shelf.receive([
    change(1, "case.opened", { opening: { survivor: HER } }, { type: "grant", object: CASE, to: "me", consent: null }),
    change(2, "identity.recorded", { profile: { sex: "female" } }, body("identity")),
    change(3, "incident.recorded", { type: { q_penetration: "yes" } }, body("narrative")),
    change(4, "consent.withdrawn", { withdrawal: { what } }),
  ]);
  mine.opened.set(CASE, { narrative: newKey() });
  await keepDraft(mine, `note/${CASE}`, { story: "…" });
  return { mine, shelf };
}

const parts = (shelf: Shelf) => shelf.all().flatMap(({ act }) => act.sealed.map((part) => (part as { compartment?: string }).compartment ?? "grant"));

test("what she told leaves the shelf, the memory and the drafts, and does not come back", async () => {
  const { mine, shelf } = await told("story");
  assert.equal(await letGo(mine, shelf), true);
  assert.deepEqual(parts(shelf), ["identity"]);
  assert.equal(mine.opened.has(CASE), false);
  assert.deepEqual(await draftOf(mine, `note/${CASE}`), {});
  const again = await Shelf.load(mine);
  assert.deepEqual(parts(again), ["identity"], "nothing of it lies in the database");
  assert.deepEqual(again.all().find(({ act }) => act.kind === "incident.recorded")?.act.groups, {});
  assert.equal(await letGo(mine, again), false);
});

test("all help taken back leaves nothing sealed on the device", async () => {
  const { mine, shelf } = await told("services");
  await letGo(mine, shelf);
  assert.deepEqual(parts(await Shelf.load(mine)), []);
});

test("without a withdrawal nothing is touched", async () => {
  const { mine, shelf } = await told("statistics");
  assert.equal(await letGo(mine, shelf), false);
  assert.equal(parts(shelf).length, 3);
  assert.equal(mine.opened.has(CASE), true);
});

test("somebody else wrote it down: the keys of what stays are kept aside until new grants carry them", async () => {
  const mine = await sitDown();
  const pair = await myKeys();
  const keys = Object.fromEntries(["identity", "contact", "narrative", "sensitive"].map((name) => [name, newKey()]));
  const grant = await makeGrant(keys, { object: CASE, rights: "read", consent: null }, pair.entry, pair);
  const yes = { services: { services: "yes" }, opening: { code: "K7QF2M9T3" } };
  const shelf = await Shelf.load(mine);
  const by = (known: Known): Known => ({ ...known, act: { ...known.act, actor: mine.worker } });
  await shelf.receive([
    by(change(1, "consent.given", yes)),
    by(change(2, "case.opened", { opening: { survivor: HER } }, grant as unknown as Act["sealed"][number])),
    change(4, "consent.withdrawn", { withdrawal: { what: "story" } }),
  ]);
  assert.equal(await letGo(mine, shelf), true);
  const kept = await stayed(mine, CASE);
  assert.deepEqual(Object.entries(kept).map(([name, { id }]) => [name, id]).sort(), [
    ["contact", keys["contact"]?.id], ["identity", keys["identity"]?.id],
  ]);
  assert.equal(shelf.state().cases.get(CASE)?.keyless, true);
  await forgetStayed(mine, CASE);
  assert.deepEqual(await stayed(mine, CASE), {});
});
