import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, bytesOf, sha256 } from "../formats/canon.ts";
import { type Session, begin, end } from "../session/session.ts";
import { type Heard, hush, keepAll, play, recording, voicesOf } from "./hearing.ts";

const HEARD: Heard = {
  bm: { name: "bamanankan", forms: { "consent@1": { services: "one" } } },
  ff: { name: "fulfulde", forms: { "consent@1": { services: "two", statistics: "three" } } },
};

/** A browser's cache and network, as far as they are used. */
function browser(served: { [address: string]: Uint8Array }) {
  const kept = new Map<string, Uint8Array>();
  let calls = 0;
  const shelf = {
    match: (address: string) => Promise.resolve(kept.has(address) ? new Response(kept.get(address) as BodyInit) : undefined),
    put: async (address: string, response: Response) => void kept.set(address, new Uint8Array(await response.arrayBuffer())),
  };
  Object.assign(globalThis, {
    caches: { open: () => Promise.resolve(shelf) },
    fetch: (address: string) => {
      calls += 1;
      const body = served[address];
      return body ? Promise.resolve(new Response(body as BodyInit)) : Promise.reject(new Error("offline"));
    },
  });
  return { kept, calls: () => calls };
}

test("a question is heard in every language in which somebody spoke it, and in no other", () => {
  assert.deepEqual(voicesOf(HEARD, "consent@1", "services").map(({ language }) => language), ["bm", "ff"]);
  assert.deepEqual(voicesOf(HEARD, "consent@1", "statistics").map(({ name }) => name), ["fulfulde"]);
  assert.deepEqual(voicesOf(HEARD, "consent@2", "services"), []);
});

test("what was heard once is there without network, under an address that says nothing", async () => {
  const sound = bytesOf("a tone");
  const digest = b64(await sha256(sound));
  const served: { [address: string]: Uint8Array } = { [`/app/voix/${digest}`]: sound };
  const { kept } = browser(served);
  await recording(digest);
  delete served[`/app/voix/${digest}`];
  assert.deepEqual(await recording(digest), sound);
  assert.deepEqual([...kept.keys()], [`/app/voix/${digest}`]);
});

test("another sound than the one that is listed is neither played nor kept", async () => {
  const { kept } = browser({ "/app/voix/other": bytesOf("swapped") });
  await assert.rejects(recording("other"), { code: "release.broken" });
  assert.equal(kept.size, 0);
});

test("where bytes are dear nothing is fetched ahead", async () => {
  const { calls } = browser({});
  await keepAll(HEARD, { saveData: true });
  await keepAll(HEARD, { effectiveType: "slow-2g" });
  assert.equal(calls(), 0);
  await keepAll(HEARD);
  assert.equal(calls(), 3);
});

/** A browser's sound, as far as it is used; what decodes badly fails. */
function sounds(decode: () => Promise<object> = async () => ({})) {
  const told: string[] = [];
  class Sound {
    destination = {};
    decodeAudioData = decode;
    close = async () => void told.push("closed");
    createBufferSource = () => ({ connect: () => undefined, start: () => told.push("heard"), stop: () => told.push("stopped") });
  }
  Object.assign(globalThis, { AudioContext: Sound });
  return told;
}

const sitting = () => ({ opened: new Map(), book: { close: () => undefined } }) as unknown as Session;

async function tone(words: string): Promise<string> {
  const sound = bytesOf(words);
  const digest = b64(await sha256(sound));
  browser({ [`/app/voix/${digest}`]: sound });
  return digest;
}

test("of two taps only the last is heard, and a voice ends when another begins", async () => {
  begin(sitting());
  const [told, one] = [sounds(), await tone("one")];
  const both = await Promise.all([play(one, () => undefined), play(one, () => undefined)]);
  assert.deepEqual([both, told], [[false, true], ["heard"]]);
  assert.equal(await play(one, () => undefined), true);
  assert.deepEqual(told, ["heard", "stopped", "closed", "heard"]);
  hush();
});

test("no voice begins once the notebook is closed, or once it was hushed", async () => {
  const [told, one] = [sounds(), await tone("one")];
  begin(sitting());
  const late = play(one, () => undefined);
  hush();
  assert.equal(await late, false);
  const after = play(one, () => undefined);
  end({ rest: false });
  assert.equal(await after, false);
  assert.deepEqual(told, []);
});

test("what cannot be played leaves no sound open", async () => {
  begin(sitting());
  const [told, one] = [sounds(() => Promise.reject(new Error("no sound"))), await tone("one")];
  await assert.rejects(play(one, () => undefined), /no sound/);
  assert.deepEqual(told, ["closed"]);
});
