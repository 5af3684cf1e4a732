/**
 * Write values as the one byte string that both languages hash and sign:
 * RFC 8785 without floats (docs/formats/codes.md).
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };
/** Bytes that WebCrypto takes: never a view of shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

const ASCII = /^[\x00-\x7f]*$/;
const LONE = /\p{Surrogate}/u;
const BASE64URL = /^[A-Za-z0-9_-]*$/;

const utf8 = new TextEncoder();

/** Return UTF-8 bytes. */
export function bytesOf(text: string): Bytes {
  return utf8.encode(text);
}

/** Return the canonical bytes; throw for what has no one form. */
export function canonical(value: Json): Bytes {
  return bytesOf(write(value));
}

function write(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return writeText(value);
  if (typeof value === "number") return writeWhole(value);
  if (Array.isArray(value)) return `[${Array.from(value, write).join(",")}]`;
  if (isObject(value)) return writeObject(value);
  throw new TypeError("no canonical form");
}

function writeText(text: string): string {
  if (LONE.test(text)) throw new TypeError("half a character");
  return JSON.stringify(text);
}

function writeWhole(number: number): string {
  if (!Number.isSafeInteger(number)) throw new TypeError("only whole numbers");
  return String(number === 0 ? 0 : number);
}

function writeObject(value: JsonObject): string {
  const keys = Object.keys(value).sort();
  if (!keys.every((key) => ASCII.test(key))) throw new TypeError("keys are ASCII text");
  const members = keys.map((key) => `${JSON.stringify(key)}:${write(value[key] as Json)}`);
  return `{${members.join(",")}}`;
}

/** Tell whether a value is a plain JSON object. */
export function isObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === null;
}

/** Return SHA-256. */
export async function sha256(raw: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
}

/** Return the SHA-256 of the canonical form, in base64url. */
export async function digest(value: Json): Promise<string> {
  return b64(await sha256(canonical(value)));
}

/** Write bytes as base64url without padding. */
export function b64(raw: Uint8Array): string {
  let text = "";
  for (const byte of raw) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Read base64url without padding; throw if it is not exactly that. */
export function unb64(text: string, size?: number): Bytes {
  if (!BASE64URL.test(text) || text.length % 4 === 1) throw new TypeError("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const raw = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  if (b64(raw) !== text || (size !== undefined && raw.length !== size)) {
    throw new TypeError("not base64url of that size");
  }
  return raw;
}

/** Join byte strings. */
export function join(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
