import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Refused } from "./refusal.ts";
import { elsewhere, warm } from "./stretching.ts";

const QUESTION = { password: new Uint8Array([1]), salt: new Uint8Array([2]), m: 19_456, t: 2 };
const ANSWER = new Uint8Array(32);
const begun: Pretended[] = [];
let isCut = false;

/** A browser's worker: it comes a moment later, or not at all. */
class Pretended {
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  onerror: (() => void) | undefined;
  readonly told: unknown[] = [];
  isOver = false;

  constructor() {
    begun.push(this);
    const came = isCut ? () => this.onerror?.() : () => this.onmessage?.({ data: "ready" });
    setTimeout(came, 5);
  }

  postMessage(asked: unknown): void {
    this.told.push(asked);
    setTimeout(() => this.onmessage?.({ data: ANSWER }), 5);
  }

  terminate(): void {
    this.isOver = true;
  }
}
Object.assign(globalThis, { Worker: Pretended });

beforeEach(() => {
  begun.length = 0;
  isCut = false;
});

test("a worker that came ahead is told nothing until somebody asks, and is used once", async () => {
  warm();
  warm();
  await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(begun.map(({ told }) => told), [[]]);
  assert.equal(await elsewhere(QUESTION), ANSWER);
  assert.deepEqual(begun.map(({ told, isOver }) => [told, isOver]), [[[QUESTION], true]]);
  await elsewhere(QUESTION);
  assert.equal(begun.length, 2);
});

test("whoever asks before the worker is here waits for that one", async () => {
  warm();
  assert.equal(await elsewhere(QUESTION), ANSWER);
  assert.equal(begun.length, 1);
});

test("a worker that could not come is begun again; one that cannot come then says so", async () => {
  isCut = true;
  warm();
  await new Promise((done) => setTimeout(done, 20));
  isCut = false;
  assert.equal(await elsewhere(QUESTION), ANSWER);
  isCut = true;
  await assert.rejects(elsewhere(QUESTION), (error) => error instanceof Refused && error.code === "network.down");
});
