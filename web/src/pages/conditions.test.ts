import assert from "node:assert/strict";
import { test } from "node:test";
import { asSealed, distinct } from "./conditions.ts";

const said = (words: string, given: string) => ({ words, recipient: "", given });

test("her words lie with the ways to reach her, and without words nothing is sealed", () => {
  assert.deepEqual(asSealed("pas à mon frère"), { contact: { conditions: "pas à mon frère" } });
  assert.deepEqual(asSealed(""), {});
});

test("what she said twice in the same words is shown once, as she said it last", () => {
  const told = [said("le matin", "3"), said("", "2"), said("le matin", "1"), said("pas à mon frère", "0")];
  assert.deepEqual(distinct(told).map(({ given }) => given), ["3", "0"]);
});
