import assert from "node:assert/strict";
import { test } from "node:test";
import { hideEmpty, topicsOf } from "./topics.ts";

type Field = { hidden: boolean };

/** A form as far as topics look at it: sections with fields. */
function form(...topics: (readonly Field[])[]) {
  const sections = topics.map((fields) => ({ hidden: false, querySelectorAll: () => fields }));
  return { sections, node: { querySelectorAll: () => sections } as unknown as HTMLElement };
}

test("a topic is hidden while nothing in it is asked, and comes back", () => {
  const [asked, waiting]: [Field, Field] = [{ hidden: false }, { hidden: true }];
  const { node, sections } = form([asked, waiting], [waiting], []);
  hideEmpty(node);
  assert.deepEqual(sections.map(({ hidden }) => hidden), [false, true, true]);
  waiting.hidden = false;
  hideEmpty(node);
  assert.deepEqual(sections.map(({ hidden }) => hidden), [false, false, true]);
  assert.equal(topicsOf(node).length, 2);
});
