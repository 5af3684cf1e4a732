import assert from "node:assert/strict";
import { test } from "node:test";
import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import { squares } from "./qr.ts";

test("dark squares of a row are drawn in runs", () => {
  assert.equal(squares([[true, true, false, true], [false, false, false, false]]), "M0 0h2v1h-2zM3 0h1v1h-1z");
});

test("what is drawn is read again by a camera", () => {
  const text = "abri acier agave aigle ail aile air album algue alpin ambre ample";
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const side = rows.length * 4;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (rows[y >> 2]?.[x >> 2]) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  assert.equal(decodeQR({ width: side, height: side, data }), text);
});
