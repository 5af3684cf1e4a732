import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { clear, lay, send } from "../notebook.ts";
import { stand } from "../outbox/known-keys.ts";
import { KnownLog } from "../outbox/known-log.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { openCase } from "./open-case.ts";

pretendPage();

test("keys that two colleagues have just signed are fetched once before a case is refused", async () => {
  const { me } = await sitDown();
  const log = new KnownLog();
  await log.grow();
  const server = new Server((path, method, body) => {
    if (path.startsWith("/app/v1/people")) {
      return { body: { people: [], named: [], agencies: [{ id: me.agency, name: "Association Dɛmɛ" }] } };
    }
    return path.startsWith("/app/v1/keyring") ? { body: { pages: [] } } : log.answer(path, method, body);
  });
  await lay();
  await send();
  assert.equal(await openCase(newId()), null);
  for (const owner of ["vault", "oversight"] as const) await stand(log, me.agency, owner);
  server.more = { directory_v: 2 };
  const opening = await openCase(newId());
  assert.equal(opening?.sealed?.length, 3);
  clear();
});
