import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { newWorkerKeys } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { clear, lay, send, state } from "../notebook.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { end } from "../session/session.ts";
import { newCourse } from "../shelf/course.ts";
import { holdKeys } from "../shelf/keys.ts";
import type { Case, Organisation } from "../shelf/state.ts";
import { type Asked, type Handover, handOn, needed, pressing } from "./handover.ts";

pretendPage();
const TOLD = "2026-03-02T12:00:00.000Z";
const OUMOU = newId();
const { entry } = await newWorkerKeys(OUMOU);
const asked = (over: Partial<Asked> = {}): Asked => ({
  need: "health", cercle: "mopti", band: "under_3_days", since: "", told_at: TOLD, pregnant: "", said_more: false, ...over,
});
const there = (): Organisation => ({
  id: newId(), name: "Centre Yèlèn", region: "mopti", cercle: "", services: ["health"], agency: newId(), focalPoint: OUMOU, deputy: "",
});

async function open(needs: readonly string[] = []): Promise<[Server, Case]> {
  const server = new Server((path) => (path.startsWith("/app/v1/people") ? { body: { people: [], named: [], agencies: [] } } : { body: { pages: [], keys: [] } }));
  const { worker } = await sitDown();
  await lay();
  state().keys.push({ id: newId(), entry, by: "", proved: true, place: 1, roles: ["focal_point"] });
  const lines = needs.map((need) => ({ id: newId(), need, outcome: "", reoffer: "", barriers: [], dropped: false }));
  const here: Case = {
    id: newId(), survivor: newId(), code: "K7QF2M9T3", lead: worker, opened: TOLD,
    consent: { services: "yes", language: "fr", form: "written", statistics: "no" }, ended: false,
    lines, danger: "", risk: "", reasons: [], complete: false, incidents: [], named: false,
    profile: {}, course: newCourse(), thread: [],
  };
  holdKeys(here.id, { sensitive: newKey(), contact: newKey() });
  return [server, here];
}

function handover(over: Partial<Handover> = {}): Handover {
  const content = { need: { service: "health", urgent: "yes" } };
  return { referral: newId(), to: there(), asked: asked(), allowed: ["need"], until: "", conditions: "", content, urgent: true, ...over };
}

async function acts(server: Server) {
  await send();
  return server.sent.flatMap((one) => one.acts);
}

afterEach(() => {
  clear();
  end({ rest: false });
});

test("one go: her need, the hours, her yes, the sealed sheet, in this order", async () => {
  const [server, here] = await open();
  await handOn(here, handover());
  const sent = await acts(server);
  assert.deepEqual(sent.map(({ kind }) => kind), ["needs.recorded", "urgency.recorded", "release.given", "referral.sent"]);
  const [needs, urgency, release, referral] = sent;
  assert.deepEqual(needs?.groups, { priorities: { needs: ["health"] } });
  assert.equal((urgency?.groups["clock"] as { urgent_until: string }).urgent_until, "2026-03-05T12:00:00.000Z");
  assert.deepEqual((release?.groups["release"] as { categories: string[] }).categories, ["need"]);
  assert.equal((referral?.groups["line"] as { release: string }).release, release?.record);
  assert.deepEqual(referral?.sealed.map(({ type }) => type), ["body", "grant", "grant"]);
});

test("what she named before keeps its order, and is not said again", async () => {
  const [, here] = await open(["legal", "health"]);
  assert.deepEqual(needed(here, "health"), []);
  assert.deepEqual(needed(here, "shelter")[0]?.groups, { priorities: { needs: ["legal", "health", "shelter"] } });
});

test("hours leave sealed only; until when it presses is all that stays in the open", async () => {
  const [, here] = await open();
  const [act] = await pressing(here, asked({ since: "2026-03-01T16:00:00.000Z" }));
  assert.equal(JSON.stringify(act?.groups).includes("2026-03-01T16"), false);
  assert.deepEqual(act?.sealed?.map(({ compartment }) => compartment), ["sensitive"]);
  assert.equal((act?.groups["clock"] as { urgent_until: string }).urgent_until, "2026-03-04T16:00:00.000Z");
});

test("nothing about hours is kept when nobody said anything, or nothing new", async () => {
  const [, here] = await open();
  assert.deepEqual(await pressing(here, asked({ band: "" })), []);
  state().urgencies.set(here.id, { id: newId(), told: TOLD, band: "under_3_days", cercle: "", until: "", exact: false });
  assert.deepEqual(await pressing(here, asked()), []);
  assert.equal((await pressing(here, asked({ told_at: "2026-03-02T13:00:00.000Z", said_more: true }))).length, 1);
});

test("a pregnancy leaves sealed only, and what shows is the same without one", async () => {
  const [, here] = await open();
  const [told] = await pressing(here, asked({ pregnant: "yes" }));
  const [silent] = await pressing(here, asked());
  assert.deepEqual(told?.groups, silent?.groups);
  const seen = [told, silent].map((act) => act?.sealed?.map(({ compartment, ct }) => [compartment, String(ct).length]));
  assert.deepEqual(seen[0], seen[1]);
  state().urgencies.set(here.id, { id: newId(), told: TOLD, band: "under_3_days", cercle: "", until: "", exact: false });
  assert.equal((await pressing(here, asked({ pregnant: "yes", said_more: true }))).length, 1, "said later, it is kept");
});

test("a band alone waits for no key; what is to be sealed does", async () => {
  const [, here] = await open();
  holdKeys(here.id, {});
  assert.deepEqual((await pressing(here, asked()))[0]?.sealed, []);
  await assert.rejects(pressing(here, asked({ pregnant: "yes" })));
});

test("without a yes to the need its urgency does not leave either", async () => {
  const [server, here] = await open(["health"]);
  await handOn(here, handover({ allowed: ["safety"], content: { safety: { summary: "…" } }, asked: asked({ band: "" }) }));
  const referral = (await acts(server)).find(({ kind }) => kind === "referral.sent");
  assert.deepEqual(Object.keys(referral?.groups["handover"] ?? {}).sort(), ["categories", "recipient", "service"]);
});

test("nothing allowed, nothing sent: neither need nor hours are kept by the way", async () => {
  const [server, here] = await open();
  await assert.rejects(handOn(here, handover({ content: {} })), (error: unknown) => error instanceof Refused && error.code === "referral.nothing");
  assert.deepEqual(await acts(server), []);
});

test("where nobody holds a key the sheet is sealed to the sender alone", async () => {
  const [server, here] = await open(["health"]);
  await handOn(here, handover({ to: { ...there(), agency: "", focalPoint: "" } }));
  const referral = (await acts(server)).find(({ kind }) => kind === "referral.sent");
  assert.deepEqual(referral?.sealed.map(({ type }) => type), ["body", "grant"]);
});

test("her conditions are sealed with her yes, and go to nobody without a yes of their own", async () => {
  const [server, here] = await open(["health"]);
  await handOn(here, handover({ conditions: "pas à mon frère", asked: asked({ band: "" }) }));
  const [release, referral] = await acts(server);
  assert.deepEqual(release?.sealed.map(({ object, compartment }) => [object, compartment]), [[here.id, "contact"]]);
  assert.equal(JSON.stringify([release, referral]).includes("frère"), false);
  assert.deepEqual((referral?.groups["handover"] as { categories: string[] }).categories, ["need"]);
});
