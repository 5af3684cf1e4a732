/** My keyring: keys opened on one of my devices open on the others. */

import { type Page, PAGE_OBJECTS, type Ring, openPage, sealPage } from "../formats/keyring.ts";
import { Refused } from "../formats/refusal.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";

const PATH = "/app/v1/keyring";
const TRIES = 3;

type Listed = { readonly page: number; readonly version: number };
/** What a page holds; null when it did not open, and is left as it is. */
type Opened = { readonly version: number; readonly ring: Ring | null };

export class Keyring {
  private readonly mine: Session;
  private readonly pages = new Map<number, Opened>();
  private isRead = false;

  constructor(mine: Session) {
    this.mine = mine;
  }

  /** Fetch the pages once, then put there what was opened here since. */
  async share(): Promise<void> {
    if (!this.isRead) await this.read();
    for (let left = TRIES; left > 0 && this.fresh().length > 0;) {
      try {
        await this.put();
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== "keyring.stale") throw error;
        left -= 1;
        await this.read();
      }
    }
  }

  /** Fetch every page that another device has written, and hold its keys. */
  private async read(): Promise<void> {
    const { token, opened } = this.mine;
    const { pages } = await call<{ pages: readonly Listed[] }>(PATH, { token });
    for (const { page, version } of pages) {
      if (this.pages.get(page)?.version === version) continue;
      const ring = await this.open(await call<Page>(`${PATH}/${page}`, { token }), { page, version });
      this.pages.set(page, { version, ring });
      for (const [object, keys] of Object.entries(ring ?? {})) if (!opened.has(object)) opened.set(object, keys);
    }
    this.isRead = true;
  }

  private async open(sealed: Page, { page, version }: Listed): Promise<Ring | null> {
    const { worker, userKey } = this.mine;
    try {
      return await openPage(sealed, { worker, page, version }, userKey);
    } catch {
      return null; // the grants are still there: nothing is lost but time
    }
  }

  /** Put the next version of the first page with room. */
  private async put(): Promise<void> {
    const { worker, userKey, token } = this.mine;
    const page = this.roomy();
    const { version, ring } = this.pages.get(page) ?? { version: 0, ring: {} };
    const room = PAGE_OBJECTS - Object.keys(ring ?? {}).length;
    const full = { ...ring, ...Object.fromEntries(this.fresh().slice(0, room)) };
    const next = { worker, page, version: version + 1 };
    const body = await sealPage(full, next, userKey);
    await call(`${PATH}/${page}`, { method: "PUT", token, body });
    this.pages.set(page, { version: next.version, ring: full });
  }

  private fresh() {
    const there = [...this.pages.values()].flatMap(({ ring }) => Object.keys(ring ?? {}));
    const known = new Set(there);
    return [...this.mine.opened].filter(([object]) => !known.has(object));
  }

  private roomy(): number {
    for (const [page, { ring }] of this.pages) {
      if (ring && Object.keys(ring).length < PAGE_OBJECTS) return page;
    }
    return Math.max(-1, ...this.pages.keys()) + 1;
  }
}
