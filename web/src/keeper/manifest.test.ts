import assert from "node:assert/strict";
import { test } from "node:test";
import { known, refusal } from "../formats/known.ts";
import { type Release, type Signed, opened, verdict, wanted } from "./manifest.ts";

const vectors = known<
  Signed & { public: string; version: number; digest: string; refused: (Signed & { name: string })[] }
>("release");

test("a list that Python signed opens in the browser", async () => {
  const came = await opened(vectors, vectors.public);
  assert.deepEqual([came.version, came.digest, came.development], [vectors.version, vectors.digest, false]);
  assert.deepEqual([...came.files.keys()], ["/app/", "/static/app.css", "/static/app.js"]);
});

for (const { name, ...bad } of vectors.refused) {
  test(`release refused: ${name}`, async () => {
    await assert.rejects(opened(bad, vectors.public), refusal({ code: "release.unsigned", field: "" }));
  });
}

test("what is no list at all is refused", async () => {
  for (const bad of [null, "x", {}, { manifest: 1, sig: 2 }]) {
    await assert.rejects(opened(bad, vectors.public), refusal({ code: "release.unsigned", field: "" }));
  }
});

test("only a higher version is newer; another list under the same number is a fork", () => {
  const held = { version: 3, digest: "a" };
  const said = (version: number, digest: string) => verdict(held, { version, digest });
  assert.equal(verdict(null, held), "first");
  assert.deepEqual(
    [said(3, "a"), said(4, "b"), said(3, "b"), said(2, "b")],
    ["same", "newer", "release.forked", "release.older"],
  );
});

test("a language needs its own pages, and the code", () => {
  const files = ["/app/", "/app/en/", "/app/forms/x@1.fr.html", "/app/forms/x@1.en.html", "/static/app.js", "/app/ecran/soleil.svg"];
  const whole: Release = { version: 1, development: false, digest: "", files: new Map(files.map((one) => [one, ""])) };
  const of = (language: string) => wanted(whole, language).map(([address]) => address);
  assert.deepEqual(of("fr"), ["/app/", "/app/forms/x@1.fr.html", "/static/app.js"]);
  assert.deepEqual(of("en"), ["/app/en/", "/app/forms/x@1.en.html", "/static/app.js"]);
});
