/** My keyring: keys opened on one of my devices open on the others. */

import { todays } from "../formats/earlier.ts";
import { type Page, PAGE_OBJECTS, type Ring, openPage, sealPage } from "../formats/keyring.ts";
import { Refused } from "../formats/refusal.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { dropPages, keepPage, pageHere } from "./kept-pages.ts";
import { type Listed, PATH, listed } from "./ring.ts";

const TRIES = 3;
/** A slow road is full with two pages under way beside the exchange; on a faster one there are more. */
const [FIRST, MOST, SOON] = [2, 6, 2_000];

/** What a page holds; null when it did not open, and is left as it is. */
type Opened = { readonly version: number; readonly ring: Ring | null };
/** What an exchange brought meanwhile: anything at all, and whether keys are over. */
export type Brought = { readonly isNews: boolean; readonly isOver: boolean };

export class Keyring {
  private readonly mine: Session;
  private readonly pages = new Map<number, Opened>();
  /** Pages that came before there was a lease to keep them under. */
  private readonly loose: Page[] = [];
  private coming: Promise<boolean> = Promise.resolve(false);
  private isRead = false;

  constructor(mine: Session) {
    this.mine = mine;
  }

  /** Fetch pages while an exchange is under way, and tell whether all came: `share` holds their keys. */
  ahead(pages: readonly Listed[]): Promise<boolean> {
    return (this.coming = this.fetch(pages).then(() => true, () => false));
  }

  /** Hold the keys of every page, then put there what was opened here since. */
  async share(brought: Brought = { isNews: true, isOver: false }): Promise<void> {
    if (!this.isRead) await this.read(brought);
    for (let left = TRIES; left > 0 && this.fresh().length > 0;) {
      try {
        await this.put();
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== "keyring.stale") throw error;
        left -= 1;
        await this.fetch();
        this.hold();
      }
    }
  }

  /** Ask again when something came meanwhile: what was fetched ahead may be of a page that is no more. */
  private async read({ isNews, isOver }: Brought): Promise<void> {
    const isThere = await this.coming;
    if (isOver) {
      this.pages.clear();
      this.loose.length = 0;
      await dropPages(this.mine);
    }
    if (!isThere || isOver || isNews) await this.fetch();
    this.hold();
    this.loose.length = 0; // no lease, nothing kept
    this.isRead = true;
  }

  /** Fetch every page that another device has written. */
  private async fetch(pages?: readonly Listed[]): Promise<void> {
    const { token } = this.mine;
    const there = pages ?? (await listed(token));
    for (const known of this.pages.keys()) if (!there.some(({ page }) => page === known)) this.pages.delete(known); // shredded
    await dropPages(this.mine, there.map(({ page }) => page));
    const news = there.filter(({ page, version }) => this.pages.get(page)?.version !== version);
    let lanes = FIRST;
    const lane = async (): Promise<void> => {
      const [one, began] = [news.shift(), Date.now()];
      if (!one) return;
      await this.take(one, token);
      const more = Date.now() - began < SOON && lanes < MOST ? 1 : 0;
      lanes += more;
      await all([lane(), ...(more ? [lane()] : [])]);
    };
    await all(Array.from({ length: lanes }, lane));
    await this.keep();
  }

  private hold(): void {
    const { opened } = this.mine;
    for (const { ring } of this.pages.values()) {
      for (const [object, keys] of Object.entries(ring ?? {})) if (!opened.has(object)) opened.set(object, keys);
    }
  }

  /** Take one page from here, or else from the server; whatever breaks later, it need not come again. */
  private async take(one: Listed, token: string): Promise<void> {
    const here = await pageHere(this.mine, one.page);
    const page = here?.version === one.version ? here : await call<Page>(`${PATH}/${one.page}`, { token });
    const ring = await this.open(page, one);
    if (ring && page !== here) this.loose.push(page);
    this.pages.set(one.page, { version: one.version, ring });
    await this.keep();
  }

  /** Keep what came; before a first contact has brought a lease it waits in memory. */
  private async keep(): Promise<void> {
    if (!this.mine.shelfKey) return;
    for (const page of this.loose.splice(0)) await keepPage(this.mine, page);
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

/** Wait for all of them, then say what broke: the others are kept. */
async function all(lanes: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(lanes)) if (one.status === "rejected") throw one.reason;
}
