import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { draftOf, dropDraft, keepDraft } from "./drafts.ts";
import { notebook } from "./store.ts";

test("a draft comes back after the notebook was closed, and only with the key", async () => {
  const worker = newId();
  const secrets = { deviceSeed: platform(32), userKey: platform(32) };
  const hand = { worker, device: newId(), ...secrets, book: await notebook(worker) };
  await keepDraft(hand, "dossier/x", { called: "Nana" });
  hand.book.close();
  const again = { ...hand, book: await notebook(worker) };
  assert.deepEqual(await draftOf(again, "dossier/x"), { called: "Nana" });
  await assert.rejects(draftOf({ ...again, userKey: platform(32) }, "dossier/x"));
  await dropDraft(again, "dossier/x");
  assert.deepEqual(await draftOf(again, "dossier/x"), {});
});
