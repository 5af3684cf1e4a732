import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { sealBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import type { Form } from "../forms/check.ts";
import { parted } from "../forms/parts.ts";
import { left, save, send, sendAgain } from "../notebook.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { pretendPage } from "../outbox/known.ts";
import { forecast } from "../weather.ts";
import { before, entry, shut } from "./known.ts";

pretendPage();
afterEach(shut);
const forms = JSON.parse(readFileSync(new URL("../generated/forms.json", import.meta.url), "utf8")) as { readonly [id: string]: Form };
const every = Object.values(forms);
const sealed = every.flatMap((form) => form.questions.filter(({ compartment }) => compartment).map(({ name }) => [form, name] as const));
const SECRET = "Nana, 10 00 00 99";

test("what is sealed stands in the program, not in the page that a server draws", () => {
  assert.ok(sealed.length > 10);
  for (const [form, name] of sealed) {
    const { groups, sealed: kept } = parted(form, { [name]: "a secret" });
    assert.deepEqual(groups, {}, `${name} would leave in the clear`);
    assert.equal(JSON.stringify(kept).includes("a secret"), true);
  }
});

test("an answer to a question that the program does not know goes nowhere", () => {
  for (const form of every) {
    const { groups, sealed: kept } = parted(form, { "told_in_the_clear": "a secret" });
    assert.deepEqual([groups, kept], [{}, {}]);
  }
});

test("a server that takes nothing sealed gets the same sealed act again, and never the words", async () => {
  const { groups, sealed: parts } = parted(forms["identity@1"] as Form, { called: "Nana", phone: "10 00 00 99", may_phone: "yes" });
  const record = newId();
  const bodies = await Promise.all(Object.entries(parts).map(([compartment, answers]) =>
    sealBody(answers as JsonObject, { object: record, compartment, version: 1 }, newKey())));
  const wire: string[] = [];
  const server = await before(await new KnownLog().publish(entry));
  for (const code of ["sealed.unreadable", "form.plaintext", "act.malformed"]) {
    server.more = { forms: {}, compartments: [], plaintext: true } as never;
    server.refuse = ({ acts }) => (acts.length > 0 ? { status: 422, code, field: "0" } : undefined);
    if (code === "sealed.unreadable") await save([{ kind: "identity.recorded", record, groups, sealed: bodies }]);
    await send();
    await sendAgain();
    assert.equal(await left(), 1, "it stays on the device");
    assert.notDeepEqual([forecast().troubles, forecast().halt], [[], null], "and that is said");
  }
  for (const { acts } of server.sent) wire.push(...acts.map((act) => JSON.stringify(act)));
  assert.ok(wire.length >= 3);
  assert.equal(new Set(wire).size, 1, "each time the same act");
  for (const word of SECRET.split(", ")) assert.ok(!wire.some((said) => said.includes(word)));
});
