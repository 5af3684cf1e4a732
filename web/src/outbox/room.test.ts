import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { draftOf, keepDraft } from "./drafts.ts";
import { type Book, notebook, standing } from "./store.ts";
import { type Hand, keepActs, waiting } from "./write.ts";

const FULL = (error: unknown) => error instanceof Refused && error.code === "device.full";
const draft = () => ({ kind: "needs.recorded", record: newId(), form: "needs@1", actor: newId(), groups: {} });

async function hand(): Promise<Hand> {
  const worker = newId();
  const seeds = { deviceSeed: platform(32), userKey: platform(32) };
  return { worker, device: newId(), ...seeds, book: await notebook(worker) };
}

/** The same notebook on a device with no room left: every write is refused, as a browser does it. */
function full({ book, ...rest }: Hand): Hand {
  const crowded = new Proxy(book, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== "transaction") return typeof value === "function" ? value.bind(target) : value;
      return (stores: never, mode: never, how: never) => {
        const change = target.transaction(stores, mode, how) as unknown as { abort(): void; done: Promise<void>; objectStore(name: string): { get(key: string): Promise<unknown> } };
        let isOver = false;
        const refuse = () => {
          if (!isOver) change.abort();
          isOver = true;
          return Promise.reject(new DOMException("no room", "QuotaExceededError"));
        };
        const store = { add: refuse, put: refuse, get: (key: string) => change.objectStore("pen").get(key) };
        return { objectStore: () => store, store, commit: () => undefined, done: change.done };
      };
    },
  });
  return { ...rest, book: crowded as Book };
}

test("a full device refuses with its own name, keeps what was there, and leaves no hole in the numbers", async () => {
  const mine = await hand();
  const [first] = await keepActs(mine, [draft()]);
  await assert.rejects(keepActs(full(mine), [draft(), draft()]), FULL);
  assert.deepEqual(await waiting(mine), [first]);
  assert.equal((await standing(mine.book, mine.device)).seq, 1);
  assert.equal((await keepActs(mine, [draft()]))[0]?.seq, 2);
});

test("a half-written page keeps its last draft when there is no room for the next", async () => {
  const mine = await hand();
  await keepDraft(mine, "besoins", { needs: ["health"] });
  await assert.rejects(keepDraft(full(mine), "besoins", { needs: ["health", "legal"] }), FULL);
  assert.deepEqual(await draftOf(mine, "besoins"), { needs: ["health"] });
});
