import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "./fold.ts";
import type { Known } from "./known.ts";

let position = 0;

function known(kind: string, record: string, groups: object, root = "her"): Known {
  position += 1;
  const act = { id: `${kind}${position}`, kind, record, actor: "kadi", time: "2026-11-02T09:00:00.000Z", groups, sealed: [], seq: position, hlc: String(position), device: "d", form: "" };
  return { act: act as unknown as Known["act"], root, position, version: position, received: "", state: "applied", code: "" };
}

const BEGUN = [
  known("consent.given", "her", { services: { services: "yes" }, opening: { code: "K7QF2M9T3" } }),
  known("case.opened", "case", { opening: { survivor: "her" } }),
];
const ASKED = known("glass.requested", "request", { link: { case: "case", survivor: "her" }, glass: { glass_why: "in_danger" } });

test("what two people did stands in her thread, from the request on", () => {
  const state = fold([...BEGUN, ASKED, known("glass.released", "request", {}), known("glass.closed", "request", {})]);
  const kinds = state.cases.get("case")?.thread.map(({ act }) => act.kind);
  assert.deepEqual(kinds?.slice(2), ["glass.requested", "glass.released", "glass.closed"]);
});

test("on a device that does not hold the case it leads nowhere", () => {
  assert.equal(fold([ASKED]).roots.has("request"), false);
});
