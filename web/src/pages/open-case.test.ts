import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newAgencyKeys } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import { clear, lay, send } from "../notebook.ts";
import { Server, pretendPage, sitDown } from "../outbox/known.ts";
import { openCase } from "./open-case.ts";

pretendPage();

test("keys that a colleague has just made are fetched once before a case is refused", async () => {
  const { me } = await sitDown();
  const born = await Promise.all((["vault", "oversight"] as const).map((owner) => newAgencyKeys({ owner, id: me.agency })));
  let published: typeof born = [];
  const server = new Server((path) => {
    if (path.startsWith("/app/v1/people")) {
      return { body: { people: [], named: [], agencies: [{ id: me.agency, name: "Association Dɛmɛ" }] } };
    }
    const keys = published.map(({ entry }) => ({ record: newId(), entry, revoked_at: null }));
    return { body: path.startsWith("/app/v1/keys") ? { keys } : { pages: [] } };
  });
  await lay();
  await send();
  assert.equal(await openCase(newId()), null);
  published = born;
  server.more = { directory_v: 2 };
  const opening = await openCase(newId());
  assert.equal(opening?.sealed?.length, 3);
  clear();
});
