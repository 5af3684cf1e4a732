/** The way to the home screen, where the browser offers one: a neutral name, a neutral picture. */

import { language } from "../words.ts";

/** What Chromium hands a page that may be installed. */
type Offer = Event & { prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }> };
export type Look = { readonly label: string; readonly icon: string };

const USUAL: Look = { label: "carnet", icon: "cahier" };
let offer: Offer | null = null;
let looks = USUAL;

/** Keep the browser's own offer for later: it comes when she asks for it, on “Moi”. */
export function waitForOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
  });
  addEventListener("appinstalled", () => { offer = null; });
  look(USUAL);
}

/** Choose what it is called and how it looks there; only what the release knows can be chosen. */
export function look({ label, icon }: Look): void {
  looks = { label, icon };
  const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]') ?? document.createElement("link");
  link.rel = "manifest";
  link.href = `/app/ecran/${label}-${icon}.${language()}.webmanifest`;
  document.head.append(link);
}

/** Return what was chosen. */
export function chosenLook(): Look {
  return looks;
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
