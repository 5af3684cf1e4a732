import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, call, unfetched } from "./call.ts";

Object.assign(globalThis, { document: { body: { dataset: {} } } });
const says = (answer: (init: RequestInit) => Promise<Response> | Response) => {
  globalThis.fetch = async (_path, init) => answer(init ?? {});
};

test("a network that does not answer in time is a slow one, and the call is given up", async () => {
  says(({ signal }) => new Promise((_done, no) => signal?.addEventListener("abort", () => no(signal.reason))));
  await assert.rejects(ask("/x", { patience: 5 }), { code: "network.slow" });
});

test("an answer that is cut off is no answer; one that is no JSON says nothing", async () => {
  says(() => new Response(new ReadableStream({ start: (line) => line.error(new TypeError("cut off")) })));
  await assert.rejects(ask("/x"), { code: "network.down" });
  says(() => new Response("<html>a paid hotspot</html>"));
  assert.deepEqual(await ask("/x"), { status: 200, body: null });
});

test("a refusal of the server keeps its code", async () => {
  says(() => new Response(JSON.stringify({ code: "case.unknown", field: "code" }), { status: 404 }));
  await assert.rejects(call("/x"), { code: "case.unknown", field: "code" });
});

test("code that no network brought is a network that does not answer, in the words of each browser", () => {
  const words = ["Failed to fetch dynamically imported module: /static/x.js", "error loading dynamically imported module: /static/x.js", "Importing a module script failed."];
  for (const told of words) assert.equal((unfetched(new TypeError(told)) as { code: string }).code, "network.down");
  const fault = new TypeError("x is not a function");
  assert.equal(unfetched(fault), fault);
});
