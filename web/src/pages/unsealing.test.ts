import assert from "node:assert/strict";
import { test } from "node:test";
import { showWhileOpen } from "./unsealing.ts";

/** A heading that can be opened and closed, and two places under it. */
function under() {
  const heading = { isOpen: true, hasAttribute: () => heading.isOpen };
  const shown: string[][] = [[], []];
  const places = shown.map((_none, at) => ({ replaceChildren: (...said: (Node | string)[]) => void (shown[at] = said.map(String)) }));
  return { heading, shown, places };
}

test("what is sealed stands there while its heading is open, and goes with it", async () => {
  const { heading, shown, places } = under();
  const read = async (at: number) => [`answer ${at}`];
  await showWhileOpen(heading, places, read);
  assert.deepEqual(shown, [["answer 0"], ["answer 1"]]);
  heading.isOpen = false;
  await showWhileOpen(heading, places, read);
  assert.deepEqual(shown, [[], []]);
});

test("a heading that is closed while it is unsealed shows nothing of it", async () => {
  const { heading, shown, places } = under();
  await showWhileOpen(heading, places, async (at) => {
    heading.isOpen = false;
    return [`answer ${at}`];
  });
  assert.deepEqual(shown, [[], []]);
});
