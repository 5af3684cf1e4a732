/** The way to the home screen, where the browser offers one: a neutral name, a neutral picture. */

import { language } from "../words.ts";
import type { Look } from "./front.ts";

/** What Chromium hands a page that may be installed. */
type Offer = Event & { prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }> };

let offer: Offer | null = null;

/** Keep the browser's own offer for later; say when it comes, and when it was taken. */
export function waitForOffer(offered: () => void, taken: () => void): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
    offered();
  });
  addEventListener("appinstalled", () => {
    offer = null;
    taken();
  });
}

/** Say what it is called and how it looks there; only what the release knows can be chosen. */
export function look({ label, icon }: Look): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]') ?? document.createElement("link");
  const address = `/app/ecran/${label}-${icon}.${language()}.webmanifest`;
  if (link.getAttribute("href") === address) return;
  link.rel = "manifest";
  link.href = address;
  document.head.append(link);
}

/** Tell whether it can be put on the home screen now. */
export function canInstall(): boolean {
  return offer !== null;
}

/** Ask; tell whether she agreed. */
export async function install(): Promise<boolean> {
  const asked = await offer?.prompt();
  if (asked?.outcome === "accepted") offer = null;
  return asked?.outcome === "accepted";
}
