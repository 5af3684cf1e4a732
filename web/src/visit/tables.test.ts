import assert from "node:assert/strict";
import { test } from "node:test";
import { type Table, sealedName, search, size } from "./tables.ts";

const b64 = (text: string): string => Buffer.from(text, "utf8").toString("base64url");
const CIPHER = "Qm9uZGlvdUJhbWFrb1NpZ3VpbGVBbWlrb3Vsb3U".repeat(3);
const TABLES: readonly Table[] = [
  { name: "survivors_survivor", count: 1, columns: ["id", "code"], rows: [["s1", "K7QF2M9T3"]] },
  { name: "casework_case", count: 1, columns: ["id", "survivor_id", "opened_at"], rows: [["c1", "s1", null]] },
  {
    name: "vault_body",
    count: 2,
    columns: ["object", "compartment", "part"],
    rows: [
      ["c1", "contact", { ct: CIPHER }],
      ["c1", "identity", { ct: `${CIPHER}nana` }],
    ],
  },
  { name: "agencies_worker", count: 1, columns: ["called"], rows: [["Aïssata"]] },
  { name: "ledger_payload", count: 1, columns: ["data"], rows: [[{ bytes: b64('{"called":"Djénéba","note":"un mot"}') }]] },
];

test("a word is found by itself, whatever its capitals and accents", () => {
  assert.deepEqual(search(TABLES, "aissata"), [{ table: "agencies_worker", rows: 1 }]);
  assert.deepEqual(search(TABLES, " AÏSSATA "), [{ table: "agencies_worker", rows: 1 }]);
});

test("a word is found inside what is only encoded", () => {
  assert.deepEqual(search(TABLES, "Djénéba"), [{ table: "ledger_payload", rows: 1 }]);
  assert.deepEqual(search(TABLES, "mot"), [{ table: "ledger_payload", rows: 1 }]);
});

test("letters that stand in cipher text by chance are no find", () => {
  assert.deepEqual(search(TABLES, "Nana"), []);
  assert.deepEqual(search(TABLES, "Ami"), []);
});

test("signs of a pattern are only signs", () => {
  assert.deepEqual(search(TABLES, ".*"), []);
});

test("a code is found where it stands, which shows that the search works", () => {
  assert.deepEqual(search(TABLES, "K7QF2M9T3"), [{ table: "survivors_survivor", rows: 1 }]);
  assert.deepEqual(size(TABLES), { read: 6, whole: 6 });
});

test("the row that holds a name sealed is found by the code", () => {
  assert.equal(sealedName(TABLES, "K7Q-F2M-9T3")?.["compartment"], "identity");
  assert.equal(sealedName(TABLES, "AAA-AAA-AAA"), null);
});
