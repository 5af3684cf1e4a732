import assert from "node:assert/strict";
import { test } from "node:test";
import { platform } from "../formats/random.ts";

globalThis.HTMLElement ??= class {} as typeof HTMLElement;
const { DAY, placesOf, rest, wake } = await import("./resting-words.ts");

const WORDS = { page: "/desk/x", words: [{ form: 0, action: "/desk/x/note", name: "note", value: "Verrouiller plus tôt" }] };
const NOW = 1_000_000_000;

function shelf(): Storage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const one = { kept, getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value), removeItem: (name: string) => void kept.delete(name) };
  return one as unknown as Storage & { readonly kept: Map<string, string> };
}

test("who wrote it finds it again, also with the key of the day before", async () => {
  const [key, newer, here] = [platform(32), platform(32), shelf()];
  await rest(WORDS, key, here, NOW);
  assert.deepEqual(await wake([newer, key], here, NOW + 1), WORDS);
});

test("neither the words nor the page nor a key stand in the browser, and another's keys open nothing", async () => {
  const [key, here] = [platform(32), shelf()];
  await rest(WORDS, key, here, NOW);
  const kept = [...here.kept.values()].join();
  assert.equal(/Verrouiller|desk|note/.test(kept), false);
  assert.equal(await wake([platform(32), platform(32)], here, NOW + 1), null);
  assert.deepEqual(await wake([key], here, NOW + 2), WORDS);
});

test("after a day it is gone, and so is what was changed or comes from tomorrow", async () => {
  const [key, here] = [platform(32), shelf()];
  await rest(WORDS, key, here, NOW);
  assert.equal(await wake([key], here, NOW + DAY + 1), null);
  assert.equal(here.kept.size, 0);
  await rest(WORDS, key, here, NOW);
  assert.equal(await wake([key], here, NOW - 1), null);
  here.setItem("resting", "{");
  assert.equal(await wake([key], here, NOW), null);
  assert.equal(here.kept.size, 0);
});

const note = (form: number, action: string | null, more: object = {}) => ({ form, action, name: "note", value: "plus tôt", ...more });
const seat = (action: string | null, ...takes: string[]) => ({ action, takes });

test("words come back in the form that is sent to the same place, wherever it stands now", () => {
  const seats = [seat("/new/3", "note"), seat("/new/1", "note"), seat("/new/2", "note")];
  assert.deepEqual(placesOf(seats, [note(0, "/new/1"), note(1, "/new/2")]), [1, 2]);
});

test("another record's form takes nothing, and nor do two of which nobody knows which", () => {
  assert.equal(placesOf([seat("/new/2", "note")], [note(0, "/new/1")]), null);
  assert.equal(placesOf([seat("/new", "note"), seat("/new", "note")], [note(0, "/new")]), null);
  assert.equal(placesOf([seat("/new", "note")], [note(0, null)]), null);
  assert.deepEqual(placesOf([seat("/new"), seat("/new", "note")], [note(0, "/new")]), [1]);
});

test("only a form without an address is known by its place on the page", () => {
  assert.deepEqual(placesOf([seat(null, "note"), seat(null, "note")], [note(1, null)]), [1]);
  assert.equal(placesOf([seat(null, "note")], [note(1, null)]), null);
});

test("when one word finds no input, none comes back", () => {
  const seats = [seat(null, "note", "why\nlate")];
  assert.deepEqual(placesOf(seats, [note(0, null), note(0, null, { name: "why", value: "late", on: false })]), [0, 0]);
  assert.equal(placesOf(seats, [note(0, null), note(0, null, { name: "why", value: "gone", on: true })]), null);
});
