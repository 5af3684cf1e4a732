import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { keepDraft } from "../outbox/drafts.ts";
import { sitDown } from "../outbox/known.ts";

/** A page with one empty field, and nothing of what else stands on the day's page. */
function page(hash: string) {
  class Field {
    value = "";
    dispatchEvent = () => true;
  }
  const field = new Field();
  const screen = { querySelector: () => field, addEventListener: () => undefined, querySelectorAll: () => [] };
  const nothing = () => undefined;
  Object.assign(globalThis, {
    HTMLInputElement: class {},
    HTMLTemplateElement: class {},
    MutationObserver: class { observe = nothing; },
    addEventListener: nothing,
    location: { hash },
    document: {
      body: { dataset: {} }, addEventListener: nothing, dispatchEvent: () => true, getElementById: () => null,
      createElement: () => ({ rel: "", href: "" }), head: { append: nothing },
      querySelector: (selector: string) => (selector === "#screen" ? screen : null),
    },
  });
  return field;
}

test("words that were not saved come back, whatever else fails on that page", async () => {
  const field = page("#/");
  await sitDown();
  const { dress } = await import("./handy.ts");
  await dress(); // the first time somebody sits down here, what she types is followed
  const again = await sitDown();
  await keepDraft(again, "unsaved", { at: "#/", said: { "#words": "Elle part demain" } });
  await dress(); // no notebook is laid: each note of the day fails
  assert.equal(field.value, "Elle part demain");
});
