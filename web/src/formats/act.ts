/** The act: number, stamp and sign one change (docs/formats/act.md). */

import { type Bytes, type Json, type JsonObject, b64, bytesOf, canonical, digest, join, sha256 } from "./canon.ts";
import { type Hybrid, showHybrid, stamp, tick } from "./clock.ts";
import { newId } from "./ids.ts";
import { type Random, platform } from "./random.ts";
import { isSignature, signatureAside } from "./signature.ts";

const SIGNED_AS = "demeso/act/v1\n";

export type Groups = { readonly [group: string]: JsonObject };

export type Act = {
  readonly v: 1;
  readonly id: string;
  readonly device: string;
  readonly seq: number;
  readonly kind: string;
  readonly record: string;
  readonly base: number;
  readonly time: string;
  readonly form: string;
  readonly hlc: string;
  readonly actor: string;
  readonly groups: Groups;
  readonly sealed: readonly JsonObject[];
  readonly sig: string;
};

/** An act as pulled: a digest stands for what the reader may not see. */
export type Masked = Omit<Act, "groups" | "sealed"> & {
  readonly groups: { readonly [group: string]: JsonObject | string };
  readonly sealed: readonly (JsonObject | string)[];
};
type Unsigned = Omit<Masked, "sig">;

/** What an act says, before a device numbers, stamps and signs it. */
export type Draft = Pick<Act, "kind" | "record" | "form" | "actor" | "groups"> & {
  readonly base?: number;
  readonly sealed?: readonly JsonObject[];
  readonly id?: string;
};

/** Where a device stands: its id, its last number and its last hybrid time. */
export type Standing = { readonly device: string; readonly seq: number; readonly hybrid: Hybrid };

/**
 * Return what is signed: groups and sealed parts by digest only. In an act that
 * was pulled, a digest stands where the reader may not see a group or a part.
 */
export async function header(act: Unsigned & { readonly sig?: string }): Promise<JsonObject> {
  const { sig: _sig, groups, sealed, ...rest } = act;
  const coded = Object.entries(groups).map(async ([name, group]): Promise<[string, Json]> => [name, await digestOf(group)]);
  const [named, parts] = await Promise.all([Promise.all(coded), Promise.all(sealed.map(digestOf))]);
  return { ...rest, groups: Object.fromEntries(named), sealed: parts };
}

async function digestOf(value: JsonObject | string): Promise<string> {
  return typeof value === "string" ? value : digest(value);
}

/** Return the bytes under the device's Ed25519 signature. */
export async function signedBytes(act: Unsigned): Promise<Bytes> {
  return join(bytesOf(SIGNED_AS), canonical(await header(act)));
}

/** Return the fingerprint that tells a repeat from a forgery. */
export async function actDigest(act: Masked): Promise<string> {
  return b64(await sha256(canonical(await header(act))));
}

/** Sign an act with a device's 32-byte seed. */
export async function signAct(act: Omit<Act, "sig">, seed: Bytes): Promise<Act> {
  return { ...act, sig: await signatureAside(seed, await signedBytes(act)) };
}

/** Tell whether the device with that public key signed the act. */
export async function isSigned(act: Masked, key: string): Promise<boolean> {
  return isSignature(act.sig, key, await signedBytes(act));
}

/** Return a device's standing before its first act. */
export function firstStanding(device: string): Standing {
  return { device, seq: 0, hybrid: { millis: 0, count: 0, device } };
}

/** Write the next act: numbered, stamped and signed; keep the new standing with it. */
export async function writeAct(
  draft: Draft,
  standing: Standing,
  seed: Bytes,
  millis: number = Date.now(),
  random: Random = platform,
): Promise<{ act: Act; standing: Standing }> {
  const { device } = standing;
  const next = { device, seq: standing.seq + 1, hybrid: tick(standing.hybrid, millis) };
  const unsigned: Omit<Act, "sig"> = {
    v: 1,
    id: draft.id ?? newId(millis, random),
    device,
    seq: next.seq,
    kind: draft.kind,
    record: draft.record,
    base: draft.base ?? 0,
    time: stamp(millis),
    form: draft.form,
    hlc: showHybrid(next.hybrid),
    actor: draft.actor,
    groups: draft.groups,
    sealed: draft.sealed ?? [],
  };
  return { act: await signAct(unsigned, seed), standing: next };
}
