import assert from "node:assert/strict";
import { test } from "node:test";
import { waysOf } from "./contact-card.ts";

const codes = (contact: Parameters<typeof waysOf>[0]) => waysOf(contact).map(({ code }) => code);

test("without an answer nobody contacts her", () => {
  assert.deepEqual(waysOf({}), []);
  assert.deepEqual(waysOf({ may_phone: "no", may_message: "no", phone: "x", code_word: "tissu" }), []);
});

test("market, Thursday, a word: no telephone is said first", () => {
  const contact = { meet_where: "marché", safe_days: ["thursday"], code_word: "tissu" };
  assert.deepEqual(codes(contact), ["not_phone", "meet", "when", "code_word"]);
  assert.deepEqual(waysOf(contact)[2]?.said, [["safe_days", "thursday"]]);
});

test("a telephone says whose it is, and what to do when somebody else answers", () => {
  const contact = { may_phone: "yes", whose_phone: "shared", phone: "1", safe_hours: "avant 15 h", if_someone_else: "hang_up" };
  assert.deepEqual(codes(contact), ["may_phone", "when", "if_someone_else"]);
  assert.deepEqual(waysOf(contact)[0]?.said, [["whose_phone", "shared"]]);
});

test("the number itself is on no line", () => {
  assert.ok(waysOf({ may_phone: "yes", phone: "00 00 00 00" }).every(({ said }) => said.every(([question]) => question !== "phone")));
});
