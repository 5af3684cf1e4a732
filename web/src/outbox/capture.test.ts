import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../formats/refusal.ts";
import { Shelf } from "../shelf/shelf.ts";
import { VERSION, isTooOld, requireCapture } from "./capture.ts";
import { Server, pretendPage, sitDown } from "./known.ts";
import { standing } from "./store.ts";
import { sync } from "./sync.ts";

pretendPage();

test("versions are compared part by part, as numbers", () => {
  for (const [least, mine] of [["2", "1"], ["1.10", "1.9"], ["1.0.1", "1"]] as const) assert.ok(isTooOld(least, mine));
  for (const [least, mine] of [["0", "1"], ["1", "1"], ["1.0", "1"], ["1.9", "1.10"]] as const) {
    assert.equal(isTooOld(least, mine), false);
  }
});

test("an app that is too old may send but not record, offline too", async () => {
  const [mine, server] = [await sitDown(), new Server()];
  const shelf = await Shelf.load(mine);
  const pen = () => standing(mine.book, mine.device);
  requireCapture(await pen());
  server.more = { min_capture_version: `${VERSION}.1` };
  assert.deepEqual((await sync(mine, shelf)).troubles, ["app.outdated"]);
  await assert.rejects(async () => requireCapture(await pen()), (error) => error instanceof Refused && error.code === "app.outdated");
  server.more = {};
  assert.deepEqual((await sync(mine, shelf)).troubles, []);
  requireCapture(await pen());
});
