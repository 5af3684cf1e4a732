import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= class {} as typeof HTMLElement;
const { isOurs, sent } = await import("./same-page.ts");
const HERE = "https://aide.example.org/suite";

test("a step sends what stands in the form, and the button that was pressed", () => {
  assert.equal(sent([["need", "care"], ["who", "child"], ["who", "man"]], ["region", "gao"]), "need=care&who=child&who=man&region=gao");
  assert.equal(sent([["need", "care"]], null), "need=care");
  assert.equal(sent([["need", "care"]], ["", ""]), "need=care");
});

test("only pages of ours take the place of this one", () => {
  assert.equal(isOurs("/quitter", HERE), true);
  assert.equal(isOurs("https://aide.example.org/en/", HERE), true);
  assert.equal(isOurs("https://carnet.example.org/app/", HERE), false);
  assert.equal(isOurs("tel:00000001", HERE), false);
  assert.equal(isOurs("#main", HERE), false);
});
