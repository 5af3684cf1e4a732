import assert from "node:assert/strict";
import { test } from "node:test";
import { KEEPER, STRETCH, script } from "./trusted.ts";

test("our two scripts may be started by their address, and no other", () => {
  assert.deepEqual([script(STRETCH), script(KEEPER)], ["/static/stretch.js", "/app/garde.js"]);
  assert.throws(() => script("/static/other.js" as typeof KEEPER), TypeError);
  assert.throws(() => script("https://elsewhere.example/app/garde.js" as typeof KEEPER), TypeError);
});
