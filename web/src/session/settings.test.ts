import assert from "node:assert/strict";
import { test } from "node:test";
import { newKdf } from "../formats/passphrase.ts";
import { Server, pretendPage } from "../outbox/known.ts";
import { foretell, settingsFor } from "./settings.ts";

pretendPage();

/** Answer with new settings each time; return what was asked. */
function asking(fails = 0): string[] {
  const asked: string[] = [];
  new Server((_path, _method, body) => {
    const isLost = asked.push((body as { username: string }).username) <= fails;
    return isLost ? { status: 503, body: null } : { body: { kdf: newKdf() } };
  });
  return asked;
}

test("what was asked while she typed is not asked again, and used once", async () => {
  const asked = asking();
  foretell("aissata");
  foretell("aissata");
  const first = await settingsFor("aissata");
  assert.deepEqual(asked, ["aissata"]);
  assert.notEqual((await settingsFor("aissata")).salt, first.salt);
  assert.deepEqual(asked, ["aissata", "aissata"]);
});

test("what was asked for another name, or no name, is nobody else's", async () => {
  const asked = asking();
  foretell("");
  foretell("aissata");
  await settingsFor("kadi");
  assert.deepEqual(asked, ["aissata", "kadi"]);
});

test("an answer that did not come while she typed is asked for when it is needed", async () => {
  const asked = asking(1);
  foretell("aissata");
  assert.equal((await settingsFor("aissata")).name, "argon2id");
  assert.deepEqual(asked, ["aissata", "aissata"]);
});
