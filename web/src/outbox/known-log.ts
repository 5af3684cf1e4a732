/** A log that is kept in memory and proves what stands in it; for tests only. */

import { type Bytes, type JsonObject, b64, bytesOf, canonical, join, sha256, unb64 } from "../formats/canon.ts";
import type { Entry, KeyPair } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { newId } from "../formats/ids.ts";
import { type Fact, type ToldKey, type ToldLog, keyFact } from "../formats/log.ts";
import { platform } from "../formats/random.ts";
import { signPublic, signatureOf } from "../formats/signature.ts";
import { leafHash, rootOf } from "../formats/tree.ts";
import type { ToldSeconding } from "../shelf/trusted-keys.ts";
import type { ToldRole } from "../shelf/trusted-roles.ts";
import type { KnownSeconding } from "./known-keys.ts";
import type { KnownRole } from "./known-roles.ts";
import type { Answer } from "./known.ts";

const MOMENT = "2026-03-02T09:30:00.000Z";
const COMMITS = b64(new Uint8Array(32));
type Kept = { readonly entry: Entry; readonly n: number };

export class KnownLog {
  readonly seed = platform(32);
  readonly cosigned: { readonly size: number; readonly line: string }[] = [];
  leaves: Bytes[] = [];
  kept: Kept[] = [];
  own = "";
  house: [KeyPair, KeyPair] | undefined;
  roles: KnownRole[] = [];
  secondings: KnownSeconding[] = [];
  /** Which keys the server shows; the log holds them all the same. */
  shows: (entry: Entry) => boolean = () => true;

  /** Write keys into the log. */
  async publish(...entries: readonly Entry[]): Promise<this> {
    for (const entry of entries) {
      this.kept.push({ entry, n: this.leaves.length });
      await this.grow(await keyFact(entry));
    }
    return this;
  }

  /** Write any fact into the log; an empty one, to let it grow. */
  async grow({ type, kind, open }: Fact = { type: "read", kind: "read", open: {} }): Promise<void> {
    this.leaves.push(await leafHash(canonical({ v: 1, n: this.leaves.length, t: MOMENT, type, kind, c: COMMITS, open } as JsonObject)));
  }

  /** Say how the tree stands to a device that saw an earlier one. */
  async told(since = 0): Promise<ToldLog> {
    const size = this.leaves.length;
    const key = unb64(signPublic(this.seed));
    const text = `demeso/ledger\n${size}\n${base64(await rootOf(this.leaves))}\n`;
    const mark = (await sha256(join(bytesOf("demeso/ledger\n"), new Uint8Array([1]), key))).slice(0, 4);
    const note = `${text}\n— demeso/ledger ${base64(join(mark, signatureOf(this.seed, bytesOf(text))))}\n`;
    const proof = since > 0 && since < size ? await grewFrom(this.leaves, since, true) : [];
    return { key: b64(key), note, since, proof: proof.map(b64) };
  }

  /** Return the keys that somebody asks for, proved. */
  async keys(asked: (entry: Entry, print: string) => boolean): Promise<ToldKey[]> {
    const found: ToldKey[] = [];
    for (const { entry, n } of this.kept) {
      if (!this.shows(entry) || !asked(entry, await fingerprint(entry))) continue;
      found.push({ entry, record: newId(), revoked_at: null, proof: await this.proof(n) });
    }
    return found;
  }

  private async proof(n: number): Promise<JsonObject> {
    return { n, t: MOMENT, c: COMMITS, path: (await pathOf(this.leaves, n)).map(b64) };
  }

  /** Return every role, proved; a server tells no more than are asked for. */
  async toldRoles(): Promise<ToldRole[]> {
    return Promise.all(this.roles.map(async ({ n, ...role }) => ({ ...role, proof: await this.proof(n) })));
  }

  /** Return every statement about keys, proved. */
  async toldSecondings(): Promise<ToldSeconding[]> {
    return Promise.all(this.secondings.map(async ({ n, ...one }) => ({ ...one, proof: await this.proof(n) })));
  }

  /** Answer what an app asks of the log; everything else is another's. */
  readonly answer: Answer = async (path, method, body) => {
    const [where, query] = path.split("?");
    const wanted = new URLSearchParams(query);
    const since = Number(wanted.get("since") ?? 0);
    if (where === "/app/v1/keys") {
      const [owners, prints] = [wanted.getAll("owner"), wanted.getAll("fp")];
      const house = [...(this.house ?? []).map(({ entry }) => entry.id), ...this.secondings.flatMap(({ first, second }) => [first?.by ?? "", second?.by ?? ""])];
      const keys = await this.keys(({ id }, print) => [...owners, ...house].includes(id) || prints.includes(print));
      return { body: { keys, roles: await this.toldRoles(), secondings: await this.toldSecondings(), log: await this.told(since) } };
    }
    if (where !== "/app/v1/log") return undefined;
    if (method === "POST") this.cosigned.push(body as { size: number; line: string });
    return { body: method === "POST" ? body : { log: await this.told(since), own: this.own } };
  };
}

function base64(raw: Bytes): string {
  return btoa(String.fromCharCode(...raw));
}

const split = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);

async function pathOf(leaves: readonly Bytes[], n: number): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return n < half ? [...(await pathOf(left, n)), await rootOf(right)] : [...(await pathOf(right, n - half)), await rootOf(left)];
}

async function grewFrom(leaves: readonly Bytes[], old: number, isWhole: boolean): Promise<Bytes[]> {
  if (old === leaves.length) return isWhole ? [] : [await rootOf(leaves)];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return old <= half
    ? [...(await grewFrom(left, old, isWhole)), await rootOf(right)]
    : [...(await grewFrom(right, old - half, false)), await rootOf(left)];
}
