import assert from "node:assert/strict";
import { test } from "node:test";
import { roomOf, toldOf } from "./site-told.ts";

const WORDS = { say: (code: string) => code, label: (question: string, code: string) => `${question}.${code}` };
const ENTRY = {
  name: "Porte bleue", directions: "Derrière le marché", languages: "bm ff", mobile: "yes", outreach: "|Marché|||||",
  documents: ["id", "medical"], transport: "paid", interpreter: "unknown", age_from: 12, tier: "professional",
};

test("an entry is told line by line, and what nobody knows is no line", () => {
  assert.deepEqual(toldOf({ said: ENTRY }, WORDS), [
    ["site.way", "Derrière le marché"],
    ["site.spoken", "spoken.bm, spoken.ff"],
    ["question.mobile", "week.1 Marché"],
    ["question.documents", "documents.id, documents.medical"],
    ["question.transport", "transport.paid"],
    ["question.age_from", "12"],
  ]);
  assert.deepEqual(toldOf({ said: {} }, WORDS), []);
});

test("room is told when somebody counted it, a full house too", () => {
  assert.equal(roomOf({ room: { unit: "beds", most: 4, available: 0 } }, WORDS), "unit.beds : 0 / 4");
  assert.equal(roomOf({ room: { unit: "places", available: 2 } }, WORDS), "unit.places : 2");
  assert.equal(roomOf({ room: { unit: "beds" } }, WORDS), "");
  assert.equal(roomOf({}, WORDS), "");
});
