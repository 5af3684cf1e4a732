/** My keyring: keys opened on one of my devices open on the others. */

import { todays } from "../formats/earlier.ts";
import { type Page, PAGE_OBJECTS, type Ring, openPage, sealPage } from "../formats/keyring.ts";
import { Refused } from "../formats/refusal.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { dropPages, keepPage, pageHere } from "./kept-pages.ts";

const PATH = "/app/v1/keyring";
const TRIES = 3;
/** On 2G a page takes longer to be asked for than to come. */
const AT_ONCE = 3;

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
    for (const known of this.pages.keys()) if (!pages.some(({ page }) => page === known)) this.pages.delete(known); // shredded
    await dropPages(this.mine, pages.map(({ page }) => page));
    const news = pages.filter(({ page, version }) => this.pages.get(page)?.version !== version);
    for (let at = 0; at < news.length; at += AT_ONCE) {
      const ended = await Promise.allSettled(news.slice(at, at + AT_ONCE).map((one) => this.take(one, token)));
      for (const one of ended) if (one.status === "rejected") throw one.reason; // the others are kept
    }
    for (const { ring } of this.pages.values()) {
      for (const [object, keys] of Object.entries(ring ?? {})) if (!opened.has(object)) opened.set(object, keys);
    }
    this.isRead = true;
  }

  /** Take one page from here, or else from the server; whatever breaks later, it need not come again. */
  private async take(listed: Listed, token: string): Promise<void> {
    const here = await pageHere(this.mine, listed.page);
    const page = here?.version === listed.version ? here : await call<Page>(`${PATH}/${listed.page}`, { token });
    const ring = await this.open(page, listed);
    if (ring && page !== here) await keepPage(this.mine, page);
    this.pages.set(listed.page, { version: listed.version, ring });
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
    const fresh = this.fresh().slice(0, room).map(([object, keys]) => [object, todays(keys)] as const);
    const full = { ...ring, ...Object.fromEntries(fresh) }; // earlier keys stand in the grants
    const next = { worker, page, version: version + 1 };
    const body = await sealPage(full, next, userKey);
    await call(`${PATH}/${page}`, { method: "PUT", token, body });
    this.pages.set(page, { version: next.version, ring: full });
    await keepPage(this.mine, body);
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
