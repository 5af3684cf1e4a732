import assert from "node:assert/strict";
import { test } from "node:test";
import { isPin, isWeak } from "./pin.ts";

test("a short code is six digits and nothing else", () => {
  assert.ok(isPin("480573"));
  for (const said of ["", "48057", "4805733", "48 573", "48057a", "٤٨٠٥٧٣"]) assert.equal(isPin(said), false, said);
});

test("what anybody tries first is weak: one digit, ladders, echoes, mirrors", () => {
  for (const pin of ["000000", "777777", "123456", "654321", "567890", "098765", "121212", "123123", "787878", "112211", "858858", "369963"]) {
    assert.ok(isWeak(pin), pin);
  }
});

test("a day or a year is weak: who knows her knows it", () => {
  for (const pin of ["140792", "920714", "311299", "199247", "471992", "200158"]) assert.ok(isWeak(pin), pin);
});

test("most codes are taken", () => {
  for (const pin of ["480573", "907416", "662840", "350947"]) assert.equal(isWeak(pin), false, pin);
  const every = Array.from({ length: 100_000 }, (_, at) => String(at * 10 + 7).padStart(6, "0"));
  const weak = every.filter(isWeak).length / every.length;
  assert.ok(weak < 0.15, String(weak));
});
