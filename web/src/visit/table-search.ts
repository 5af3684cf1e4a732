/**
 * Look for a name in the server's tables, here in the browser.
 *
 *   <table-search data-code="K7Q-F2M-9T3">
 *     <input id="sought"> <button type="button" data-act="search">…</button>
 *     <p data-part="reading" hidden>…</p>
 *     <div data-part="result" hidden>… <b data-slot="count"></b> …
 *       <li data-part="known" hidden>…</li> <code data-slot="row"></code></div>
 *   </table-search>
 *
 * What is typed has no name, stands in no form and is put into no request: the
 * tables are fetched whole, under an address that asks for nothing.
 */

import { type Found, type Row, type Table, sealedName, search, size } from "./tables.ts";

const ADDRESS = "/visite/tables";
const SHOWN = 420;

export class TableSearch extends HTMLElement {
  private tables: readonly Table[] | null = null;

  connectedCallback(): void {
    this.addEventListener("click", this.press);
    this.addEventListener("keydown", this.type);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.press);
    this.removeEventListener("keydown", this.type);
  }

  private readonly press = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest("[data-act=search]")) void this.look();
  };

  private readonly type = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) void this.look();
  };

  private async look(): Promise<void> {
    const word = this.querySelector("input")?.value.trim() ?? "";
    const isAsked = word.length > 1;
    this.reveal("short", !isAsked);
    this.reveal("result", false);
    if (!isAsked) return;
    this.reveal("reading", true);
    try {
      this.tables ??= await fetched();
      this.show(search(this.tables, word), this.tables);
    } catch {
      this.reveal("failed", true);
    } finally {
      this.reveal("reading", false);
    }
  }

  private show(found: readonly Found[], tables: readonly Table[]): void {
    const code = this.dataset["code"] ?? "";
    const rows = (some: readonly Found[]): number => some.reduce((sum, one) => sum + one.rows, 0);
    this.write("count", String(rows(found)));
    this.write("tables", String(tables.length));
    const { read, whole } = size(tables);
    this.write("rows", (read < whole ? [read, whole] : [read]).map(written).join(" / "));
    this.write("control", String(rows(search(tables, code.replaceAll("-", "")))));
    this.write("where", found.map(({ table }) => table).join(", "));
    this.write("row", sealed(sealedName(tables, code)));
    this.reveal("failed", false);
    this.reveal("known", found.length > 0);
    this.reveal("unknown", found.length === 0);
    this.reveal("result", true);
  }

  private write(name: string, text: string): void {
    for (const place of this.querySelectorAll(`[data-slot="${name}"]`)) place.textContent = text;
  }

  private reveal(name: string, isShown: boolean): void {
    for (const place of this.querySelectorAll<HTMLElement>(`[data-part="${name}"]`)) place.hidden = !isShown;
  }
}

const written = (count: number): string => count.toLocaleString(document.documentElement.lang);

/** The part of a row that would hold the name: where it belongs, and the cipher text. */
function sealed(row: Row | null): string {
  const { ct = "" } = (row?.["part"] ?? {}) as { ct?: string };
  return JSON.stringify({ object: row?.["object"], compartment: row?.["compartment"], ct }).slice(0, SHOWN) + "…";
}

async function fetched(): Promise<readonly Table[]> {
  const answer = await fetch(ADDRESS, { credentials: "omit" });
  if (!answer.ok) throw new Error(`no tables: ${answer.status}`);
  return ((await answer.json()) as { tables: readonly Table[] }).tables;
}
