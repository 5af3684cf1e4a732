/** Suite 1: AES-256-GCM under a subkey made by HKDF-SHA256 from salt and context. */

import { type Bytes, type Json, type JsonObject, bytesOf, canonical, isObject, join } from "./canon.ts";
import { unpad } from "./padding.ts";
import { Refused, refuseUnless } from "./refusal.ts";

export const KEY_SIZE = 32;
export const SALT_SIZE = 32;
const NONCE_SIZE = 12;

/** Derive bytes with HKDF-SHA256. */
export async function hkdf(key: Bytes, salt: Bytes, info: Bytes, size: number): Promise<Bytes> {
  const base = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, size * 8));
}

type Bound = { key: CryptoKey; how: { name: string; iv: Bytes; additionalData: Bytes } };

async function subkey(key: Bytes, salt: Bytes, label: string, context: Json): Promise<Bound> {
  const bound = canonical(context);
  const made = await hkdf(key, salt, join(bytesOf(label), bound), KEY_SIZE + NONCE_SIZE);
  const how = { name: "AES-GCM", iv: made.slice(KEY_SIZE), additionalData: bound };
  const raw = made.slice(0, KEY_SIZE);
  const usages: KeyUsage[] = ["encrypt", "decrypt"];
  return { key: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, usages), how };
}

/** Encrypt under a subkey and nonce made from salt and context. */
export async function encrypt(key: Bytes, salt: Bytes, label: string, context: Json, plain: Bytes): Promise<Bytes> {
  const made = await subkey(key, salt, label, context);
  return new Uint8Array(await crypto.subtle.encrypt(made.how, made.key, plain));
}

/** Open what `encrypt` made; refuse anything else. */
export async function decrypt(key: Bytes, salt: Bytes, label: string, context: Json, sealed: Bytes): Promise<Bytes> {
  const made = await subkey(key, salt, label, context);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(made.how, made.key, sealed));
  } catch (error) {
    throw new Refused("sealed.unreadable", "", error);
  }
}

/** Read an opened, padded JSON object; refuse what is not canonical. */
export function readPlain(padded: Bytes): JsonObject {
  const raw = unpad(padded);
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
    refuseUnless(isObject(value) && isSame(canonical(value), raw), "sealed.plain");
    return value;
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("sealed.plain", "", error);
  }
}

function isSame(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
