import assert from "node:assert/strict";
import { test } from "node:test";
import { go, invitation, moveInPlace, path, read, renewal, stayingWhere } from "./router.ts";

/** A browser's page with one link on it. */
class Link extends EventTarget {
  closest(): this {
    return this;
  }
  getAttribute(): string {
    return "#/moi";
  }
}
const place = { hash: "#/" };
const history = { replaceState: (_state: null, _title: string, hash: string) => Object.assign(place, { hash }) };
const page = new EventTarget();
Object.assign(globalThis, { document: page, location: place, history, Element: Link, HashChangeEvent: Event, dispatchEvent: () => true });
moveInPlace();

function follow(): void {
  const event = new Event("click", { cancelable: true });
  Object.defineProperty(event, "target", { value: new Link() });
  page.dispatchEvent(event);
}

test("whoever went elsewhere while it was written down stays there", async () => {
  place.hash = "#/dossier";
  await stayingWhere(async () => {
    await Promise.resolve(follow());
    go("dossier", "accord");
  });
  assert.equal(place.hash, "#/moi");
});

test("work of the page that stands there goes on to its end", async () => {
  place.hash = "#/dossier";
  follow();
  await stayingWhere(() => go("dossier", "accord"));
  assert.equal(place.hash, "#/dossier/accord");
});

test("what is begun afterwards is not held back by what goes on still", async () => {
  place.hash = "#/dossier";
  let end = (): void => undefined;
  const slow = stayingWhere(() => new Promise((yes) => (end = yes)));
  follow();
  await stayingWhere(() => go("dossier", "accord"));
  assert.equal(place.hash, "#/dossier/accord");
  end();
  await slow;
});

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
