import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { draftOf, draftPlaces, dropDraft, endsOf, keepDraft } from "./drafts.ts";
import { notebook } from "./store.ts";

async function handed() {
  const worker = newId();
  const secrets = { deviceSeed: platform(32), userKey: platform(32) };
  return { worker, device: newId(), ...secrets, book: await notebook(worker) };
}

test("a draft comes back after the notebook was closed, and only with the key", async () => {
  const hand = await handed();
  await keepDraft(hand, "dossier/x", { called: "Nana" });
  hand.book.close();
  const again = { ...hand, book: await notebook(hand.worker) };
  assert.deepEqual(await draftOf(again, "dossier/x"), { called: "Nana" });
  const stranger = { ...again, userKey: platform(32) };
  assert.deepEqual([await draftOf(stranger, "dossier/x"), await draftPlaces(stranger)], [{}, []]);
  await dropDraft(again, "dossier/x");
  assert.deepEqual(await draftOf(again, "dossier/x"), {});
});

test("what is being written about whom stands in no name on the disk", async () => {
  const hand = await handed();
  await keepDraft(hand, "note/0192", { told: "…" });
  assert.deepEqual(await draftPlaces(hand), ["note/0192"]);
  const [name = ""] = await hand.book.getAllKeys("drafts");
  assert.match(name, /^[A-Za-z0-9_-]{22}$/);
});

test("what was saved leaves no draft, whatever was just being kept", async () => {
  const hand = await handed();
  const begun = endsOf("contact/0192");
  const late = keepDraft(hand, "contact/0192", { called: "Nana" });
  await Promise.all([dropDraft(hand, "contact/0192"), late]);
  assert.deepEqual(await draftOf(hand, "contact/0192"), {});
  assert.notEqual(endsOf("contact/0192"), begun, "the page that was saved keeps nothing any more");
  await keepDraft(hand, "contact/0192", { called: "Awa" });
  assert.deepEqual(await draftOf(hand, "contact/0192"), { called: "Awa" });
});
