import assert from "node:assert/strict";
import { test } from "node:test";
import { invitation, path, read, renewal } from "./router.ts";

test("an address is a name and what follows", () => {
  assert.deepEqual(read("#/dossier/K7Q-F2M-9T3/suite"), { name: "dossier", rest: ["K7Q-F2M-9T3", "suite"] });
});

test("no address is today", () => {
  for (const hash of ["", "#", "#/"]) assert.deepEqual(read(hash), { name: "", rest: [] });
});

test("a broken escape does not break the notebook", () => {
  assert.deepEqual(read("#/dossier/%E0%A4%A"), { name: "dossier", rest: [""] });
});

test("an invitation is known by its token, and by nothing shorter", () => {
  const token = "a".repeat(43);
  assert.equal(invitation(`#join=${token}`), token);
  assert.equal(invitation("#join=short"), "");
  assert.equal(invitation("#/join"), "");
});

test("a link for new keys is not taken for an invitation", () => {
  const token = "a".repeat(43);
  assert.equal(renewal(`#renew=${token}.${token}`), `${token}.${token}`);
  assert.equal(invitation(`#renew=${token}`), "");
  assert.equal(renewal(`#join=${token}`), "");
});

test("what is written can be read again", () => {
  assert.deepEqual(read(path("dossier", "A/B")).rest, ["A/B"]);
});
