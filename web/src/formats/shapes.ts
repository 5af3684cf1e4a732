/** What sealed parts, entries, pages and bundles look like from outside. */

import { isObject, unb64 } from "./canon.ts";
import { isUuid7 } from "./ids.ts";
import { isPaddedSize } from "./padding.ts";
import { refuseUnless } from "./refusal.ts";

type Check = (value: unknown) => boolean;
type Shape = { readonly [field: string]: Check };

export const COMPARTMENTS = ["identity", "contact", "narrative", "sensitive", "package"];
export const RIGHTS = ["read", "half-vault", "half-oversight", "hold", "glass", "recovery-vault", "recovery-oversight"];
export const OWNERS = ["worker", "vault", "oversight", "intake", "recovery"];
// The floor is compiled in: a server cannot talk it down. The ceiling keeps a
// false server from freezing a small phone.
export const KDF_FLOOR = { m: 19456, t: 2 };
export const KDF_CEILING = { m: 1048576, t: 32 };

const sized = (size: number): Check => (value) => bytesIn(value) === size;
const oneOf = (...values: unknown[]): Check => (value) => values.includes(value);
const isCount: Check = (value) => isWithin(value, 1, Number.MAX_SAFE_INTEGER);
const isPadded: Check = (value) => isPaddedSize(bytesIn(value));
export const isFingerprint: Check = sized(32);

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

function bytesIn(value: unknown): number {
  try {
    return typeof value === "string" ? unb64(value).length : -1;
  } catch {
    return -1;
  }
}

const PARTS: { readonly [type: string]: Shape } = {
  body: {
    type: oneOf("body"),
    suite: oneOf(1),
    object: isUuid7,
    compartment: oneOf(...COMPARTMENTS),
    version: isCount,
    key: isUuid7,
    salt: sized(32),
    ct: isPadded,
  },
  grant: {
    type: oneOf("grant"),
    suite: oneOf(2),
    object: isUuid7,
    to: isFingerprint,
    rights: oneOf(...RIGHTS),
    consent: (value) => value === null || isUuid7(value),
    enc: sized(1120),
    ct: isPadded,
    signer: isFingerprint,
    sig: sized(64),
  },
};
const KDF: Shape = {
  name: oneOf("argon2id"),
  m: (value) => isWithin(value, KDF_FLOOR.m, KDF_CEILING.m),
  t: (value) => isWithin(value, KDF_FLOOR.t, KDF_CEILING.t),
  p: oneOf(1),
  salt: sized(16),
};
const box = (size: number): Check => (value) =>
  fault(value, { salt: sized(32), ct: sized(size + 16) }) === "";
const BUNDLE: Shape = {
  v: oneOf(1),
  suite: oneOf(1),
  kdf: (value) => kdfFault(value) === "",
  wrapped: box(32),
  private: box(106),
};
const PAGE: Shape = {
  v: oneOf(1),
  suite: oneOf(1),
  worker: isUuid7,
  page: (value) => isWithin(value, 0, Number.MAX_SAFE_INTEGER),
  version: isCount,
  salt: sized(32),
  ct: isPadded,
};
const ENTRY: Shape = {
  v: oneOf(1),
  suite: oneOf(2),
  owner: oneOf(...OWNERS),
  id: isUuid7,
  kem: sized(1216),
  sign: (value) => value === "" || bytesIn(value) === 32,
  epoch: isCount,
};

function fault(value: unknown, shape: Shape): string {
  if (!isObject(value)) return "fields";
  const same = Object.keys(value).sort().join() === Object.keys(shape).sort().join();
  if (!same) return "fields";
  return Object.keys(shape).find((field) => !shape[field]?.(value[field])) ?? "";
}

/** Return the first field at fault in a sealed part; empty when right. */
export function partFault(part: unknown): string {
  const type = isObject(part) ? part["type"] : undefined;
  const shape = typeof type === "string" && Object.hasOwn(PARTS, type) ? PARTS[type] : undefined;
  return shape ? fault(part, shape) : "type";
}

/** Return the first field at fault in KDF settings, the floor included. */
export function kdfFault(kdf: unknown): string {
  return fault(kdf, KDF);
}

/** Return the first field at fault in a worker's key bundle. */
export function bundleFault(bundle: unknown): string {
  return fault(bundle, BUNDLE);
}

/** Return the first field at fault in a keyring page. */
export function pageFault(page: unknown): string {
  return fault(page, PAGE);
}

/** Return the first field at fault in a public key entry. */
export function entryFault(entry: unknown): string {
  const found = fault(entry, ENTRY);
  if (found || !isObject(entry)) return found;
  return entry["owner"] === "worker" && entry["sign"] === "" ? "sign" : "";
}

/** Refuse what is not a well-shaped sealed part of that type. */
export function requirePart(part: unknown, type: "body" | "grant"): void {
  const found = partFault(part) || (isObject(part) && part["type"] === type ? "" : "type");
  refuseUnless(found === "", "sealed.malformed", found);
}
