/** Whether I have a keyring: nobody has one before her first case, so what reads its pages comes when there is one. */

import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import type { Brought, Keyring } from "./keyring.ts";

export const PATH = "/app/v1/keyring";

export type Listed = { readonly page: number; readonly version: number };
/** My keyring while an exchange is under way: not asked for, without a page, or on its way. */
export type Coming = Promise<Keyring | "none" | null>;

/** Ask which pages there are. */
export async function listed(token: string): Promise<readonly Listed[]> {
  return (await call<{ pages: readonly Listed[] }>(PATH, { token })).pages;
}

/** Fetch my pages beside the exchange: each waits for the road alone. What fails is fetched after it. */
export function ringAhead(mine: Session): Coming {
  const asked = async () => {
    const pages = await listed(mine.token);
    if (pages.length === 0) return "none";
    const ring = await newRing(mine);
    void ring.ahead(pages);
    return ring;
  };
  return asked().catch(() => null);
}

/** Hold what came, and put there what was opened here since; return the keyring, if there is one. */
export async function shareRing(mine: Session, coming: Coming, brought: Brought): Promise<Keyring | "none"> {
  const came = await coming;
  if (came === "none" && mine.opened.size === 0) return came;
  const ring = came === "none" || !came ? await newRing(mine) : came;
  await ring.share(brought);
  return ring;
}

async function newRing(mine: Session): Promise<Keyring> {
  const { Keyring } = await import("./keyring.ts");
  return new Keyring(mine);
}
