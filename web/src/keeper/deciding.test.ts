import assert from "node:assert/strict";
import { test } from "node:test";
import { kept, stoppedAt } from "./deciding.ts";

const HERE = "https://carnet.example.org";
const wish = (path: string, method = "GET") => kept({ method, url: new URL(path, HERE).href }, HERE);

test("what makes the application is answered from the release, whatever stands behind the question mark", () => {
  assert.equal(wish("/app/"), "/app/");
  assert.equal(wish("/app/?x=1"), "/app/");
  assert.equal(wish("/app/forms/consent@1.fr.html"), "/app/forms/consent@1.fr.html");
  assert.equal(wish("/static/app.js"), "/static/app.js");
  assert.equal(wish("/app/nowhere"), "/app/nowhere");
});

test("what is asked or sent goes to the network untouched", () => {
  const passed = ["/app/v1/me", "/app/version", "/app/garde.js", "/field/v1/exchange", "/_allauth/app/v1/auth/login", "/quitter", "/visite"];
  assert.deepEqual(passed.map((path) => wish(path)), passed.map(() => ""));
  assert.equal(wish("/app/", "POST"), "");
  assert.equal(wish("https://elsewhere.example/static/app.js"), "");
});

test("the page that says so speaks the language of the one that was asked for", () => {
  assert.equal(stoppedAt("/app/"), "/app/arret.fr.html");
  assert.equal(stoppedAt("/app/en/"), "/app/arret.en.html");
});
