/** Look for a word in the server's own tables. Pure; it runs in the visitor's browser. */

export type Table = {
  readonly name: string;
  readonly count: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
};
export type Found = { readonly table: string; readonly rows: number };
export type Row = { readonly [column: string]: unknown };

/** Fewer bytes than this stand in any cipher text by chance. */
const LEAST = 5;
const BASE64 = /^[A-Za-z0-9+/_-]{24,}={0,2}$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8");

/** Return the tables that know a word, and in how many rows. */
export function search(tables: readonly Table[], word: string): Found[] {
  const isKnown = knows(word);
  return tables
    .map(({ name, rows }) => ({ table: name, rows: rows.filter((row) => row.some(isKnown)).length }))
    .filter(({ rows }) => rows > 0);
}

/** Return how many rows were read, and how many there are: of a large table only the newest come. */
export function size(tables: readonly Table[]): { readonly read: number; readonly whole: number } {
  const read = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  return { read, whole: tables.reduce((sum, { count }) => sum + count, 0) };
}

/** Return the row in which a case's name lies sealed. */
export function sealedName(tables: readonly Table[], code: string): Row | null {
  const plain = code.replaceAll("-", "");
  const survivor = rowsOf(tables, "survivors_survivor").find((row) => row["code"] === plain);
  const [here] = rowsOf(tables, "casework_case").filter((row) => row["survivor_id"] === survivor?.["id"]);
  const bodies = rowsOf(tables, "vault_body").filter((row) => row["object"] === here?.["id"]);
  return bodies.find((row) => row["compartment"] === "identity") ?? null;
}

function rowsOf(tables: readonly Table[], name: string): Row[] {
  const table = tables.find((one) => one.name === name);
  return (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, at) => [table?.columns[at] ?? "", value])));
}

/** A word by itself, whatever its capitals and accents; and its bytes inside what is encoded. */
function knows(word: string): (value: unknown) => boolean {
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped(plain(word))}(?![\\p{L}\\p{N}_-])`, "u");
  const bytes = latin(encoder.encode(word.normalize("NFC").trim()));
  const inside = (raw: string): boolean => whole.test(plain(utf8(raw))) || (bytes.length >= LEAST && raw.includes(bytes));
  const known = (value: unknown): boolean => {
    if (value === null || typeof value === "boolean") return false;
    if (typeof value === "object") return Object.values(value).some(known);
    const text = String(value);
    return whole.test(plain(text)) || (BASE64.test(text) && inside(unpacked(text)));
  };
  return known;
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function unpacked(text: string): string {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));
  } catch {
    return "";
  }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function utf8(raw: string): string {
  return decoder.decode(Uint8Array.from(raw, (sign) => sign.charCodeAt(0)));
}
