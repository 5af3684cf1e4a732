import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openBody, sealBody } from "./bodies.ts";
import { makeBundle, openBundle } from "./bundle.ts";
import { b64, unb64 } from "./canon.ts";
import { newAgencyKeys, newWorkerKeys } from "./entry.ts";
import { type Terms, joined, makeGrant, openGrant, splitKey } from "./grants.ts";
import { newId } from "./ids.ts";
import { openPage, sealPage } from "./keyring.ts";
import { type CompartmentKey, type Keys, newKey } from "./keys.ts";
import { newKdf } from "./passphrase.ts";
import { platform } from "./random.ts";
import { Refused } from "./refusal.ts";

const RUNS = 1_000;
const NAMES = ["identity", "contact"] as const;
const [LEAD, AGENCY, CASES] = [newId(), newId(), [newId(), newId()]];
const mine = await newWorkerKeys(LEAD);
const [vault, oversight] = await Promise.all((["vault", "oversight"] as const).map((owner) => newAgencyKeys({ owner, id: AGENCY })));
const keysOf = (): Keys => Object.fromEntries(NAMES.map((name) => [name, newKey()]));
const keys = new Map(CASES.map((object) => [object, keysOf()]));
const keyFor = (object: string, name: string) => keys.get(object)?.[name] as CompartmentKey;
const halves = new Map(CASES.map((object) => {
  const pairs = NAMES.map((name) => [name, splitKey(keyFor(object, name))] as const);
  const half = (at: 0 | 1): Keys => Object.fromEntries(pairs.map(([name, pair]) => [name, pair[at]]));
  return [object, [half(0), half(1)] as const];
}));
const [wrap, userKey] = [platform(32), platform(32)];

type Part = { readonly [field: string]: unknown };
type Kind = { readonly parts: Part[]; readonly open: (part: Part, at: number) => Promise<unknown> };
const places = CASES.flatMap((object) => NAMES.flatMap((compartment) => [1, 2].map((version) => ({ object, compartment, version }))));
const shares = CASES.flatMap((object) => [
  { terms: { object, rights: "read", consent: null } as Terms, to: mine, held: keys.get(object) as Keys },
  { terms: { object, rights: "half-vault", consent: null } as Terms, to: vault, held: halves.get(object)?.[0] as Keys },
  { terms: { object, rights: "half-oversight", consent: null } as Terms, to: oversight, held: halves.get(object)?.[1] as Keys },
] as const);
const pages = [0, 1].map((page) => ({ worker: LEAD, page, version: page + 1 }));
const KINDS: Kind[] = [
  {
    parts: await Promise.all(places.map((place) => sealBody({ called: "Nana" }, place, keyFor(place.object, place.compartment)))),
    open: (part, at) => {
      const place = places[at] as (typeof places)[number];
      return openBody(part as never, place, keyFor(place.object, place.compartment));
    },
  },
  {
    parts: await Promise.all(shares.map(({ held, terms, to }) => makeGrant(held, terms, (to as typeof mine).entry, mine))),
    open: (part, at) => {
      const { terms, to } = shares[at] as (typeof shares)[number];
      return openGrant(part as never, terms, to as typeof mine, mine.entry);
    },
  },
  { parts: [await makeBundle(mine, userKey, wrap, newKdf(20_000, 3))], open: (part) => openBundle(part as never, LEAD, wrap) },
  {
    parts: await Promise.all(pages.map((place) => sealPage(Object.fromEntries(keys), place, userKey))),
    open: (part, at) => openPage(part as never, pages[at] as (typeof pages)[number], userKey),
  },
];

const HOW = ["swap", "replay", "flip", "truncate", "stretch", "downgrade", "drop", "junk"];
const WEAKER: readonly (readonly [string, unknown])[] = [
  ["suite", 0], ["suite", 1], ["suite", 2], ["v", 0], ["version", 1], ["version", 2], ["version", 3], ["rights", "read"], ["rights", "hold"],
  ["compartment", "contact"], ["compartment", "identity"], ["kdf", { name: "argon2id", m: 8, t: 1, p: 1, salt: "" }],
];

test("no envelope opens in which one element was swapped, cut, replayed or weakened", async () => {
  const dice = fc.record({ kind: fc.nat(), at: fc.nat(), other: fc.nat(), how: fc.constantFrom(...HOW), field: fc.nat(), byte: fc.nat(), bit: fc.integer({ min: 1, max: 255 }) });
  await fc.assert(fc.asyncProperty(dice, async ({ kind: k, at: a, other: o, how, field: f, byte, bit }) => {
    const { parts, open } = KINDS[k % KINDS.length] as Kind;
    const [at, other] = [a % parts.length, o % parts.length];
    const [whole, twin] = [parts[at] as Part, parts[other] as Part];
    const fields = Object.keys(whole);
    const name = fields[f % fields.length] ?? "";
    let part: Part = whole;
    if (how === "replay") part = twin;
    else if (how === "swap") part = { ...whole, [name]: twin[name] };
    else if (how === "drop") part = Object.fromEntries(Object.entries(whole).filter(([field]) => field !== name));
    else if (how === "junk") part = { ...whole, [name]: [null, 0, "", {}, true][byte % 5] };
    else if (how === "downgrade") {
      const weak = WEAKER.filter(([field]) => field in whole);
      const [field, value] = weak[byte % weak.length] ?? ["v", 0];
      part = { ...whole, [field]: value };
    } else part = { ...whole, [name]: bitten(whole[name], how, byte, bit) };
    fc.pre(JSON.stringify(part) !== JSON.stringify(whole));
    await assert.rejects(open(part, at), Refused);
  }), { numRuns: RUNS });
});

/** Flip, cut or lengthen what is bytes; anything else becomes nothing. */
function bitten(value: unknown, how: string, byte: number, bit: number): unknown {
  if (typeof value !== "string" || value.length < 22) return null;
  try {
    const raw = unb64(value);
    const at = byte % raw.length;
    if (how === "truncate") return b64(raw.slice(0, at));
    if (how === "stretch") return b64(new Uint8Array([...raw, ...new Uint8Array(at + 1)]));
    return b64(raw.map((one, n) => (n === at ? one ^ bit : one)));
  } catch {
    return null;
  }
}

test("every envelope opens unchanged", async () => {
  for (const { parts, open } of KINDS) for (const [at, part] of parts.entries()) assert.ok(await open(part, at));
});

test("a key opens its own compartment of its own case; one half nothing; two halves one case", async () => {
  const bodies = (KINDS[0] as Kind).parts;
  const opens = async (held: Keys) => {
    const tried = bodies.map((part, at) => {
      const place = places[at] as (typeof places)[number];
      const key = { id: String(part["key"]), key: (held[place.compartment] as CompartmentKey).key };
      return openBody(part as never, place, key).then(() => place.object, () => "");
    });
    return new Set((await Promise.all(tried)).filter((object) => object !== ""));
  };
  for (const object of CASES) {
    const [first, second] = halves.get(object) as readonly [Keys, Keys];
    assert.deepEqual([(await opens(first)).size, (await opens(second)).size], [0, 0]);
    assert.deepEqual(await opens(joined(first, second)), new Set([object]));
  }
  const [one, two] = CASES.map((object) => halves.get(object) as readonly [Keys, Keys]);
  assert.throws(() => joined((one as readonly [Keys, Keys])[0], (two as readonly [Keys, Keys])[1]), Refused);
});
