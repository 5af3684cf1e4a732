import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { pretendPage, sitDown } from "../outbox/known.ts";
import { takeUp } from "../outbox/lease.ts";
import type { Session } from "../session/session.ts";
import { layDown, rowsOf, sealedRows } from "./disk.ts";
import type { Known } from "./known.ts";

pretendPage();

async function sat(): Promise<Session> {
  const mine = await sitDown();
  await takeUp(mine);
  return mine;
}

function told(root: string): Known {
  const act = {
    v: 1, id: newId(), device: newId(), seq: 1, kind: "site.listed", record: newId(), base: 0, time: "2026-11-02T09:00:00.000Z",
    form: "site@1", hlc: "x", actor: newId(), groups: {}, sealed: [], sig: "",
  } as const;
  return { act, root, position: 1, version: 1, received: "", state: "applied", code: "" };
}

test("once the lease has ended who can help is still read, and nothing of a case or of a hidden place", async () => {
  const mine = await sat();
  const [open, ...shut] = ["directory", "directory.restricted", "directory.closed", newId()].map(told);
  await layDown(mine, { gone: [], rows: await sealedRows(mine, [...shut, open as Known]) });
  assert.equal((await rowsOf(mine)).length, 4);
  delete mine.shelfKey;
  assert.deepEqual((await rowsOf(mine)).map(({ act }) => act.id), [open?.act.id]);
});

test("without the user key not even who can help is read", async () => {
  const mine = await sat();
  await layDown(mine, { gone: [], rows: await sealedRows(mine, [told("directory")]) });
  await assert.rejects(rowsOf({ ...mine, userKey: mine.userKey.slice().fill(7) }));
});

test("while no lease holds nothing that comes of a case can be laid down", async () => {
  const mine = await sat();
  delete mine.shelfKey;
  await assert.rejects(sealedRows(mine, [told(newId())]), { code: "lease.ended" });
});
