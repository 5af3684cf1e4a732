/** The way to the home screen: once on the day's page, always on “Moi”. */

import { deed } from "../news.ts";
import { rest } from "../rest.ts";
import { read } from "../router.ts";
import { fill, keep, need, piece } from "../screen.ts";
import { type Session, isOpen, session } from "../session/session.ts";
import { has, label, say } from "../words.ts";
import { type Front, type Look, frontOf, keepFront, keptFront } from "./front.ts";
import { canInstall, install, look, waitForOffer } from "./install.ts";
import { askToKeep } from "./persist.ts";

/** Tell whether this is the application on the home screen. */
export const isThere = (): boolean => matchMedia("(display-mode: standalone)").matches;
const isKnown = (one: Look): boolean => has(`front_label.${one.label}`) && has(`front_icon.${one.icon}`);
/** Safari on a phone offers nothing by itself, and says whether it could. */
const mayBe = (): boolean => canInstall() || "standalone" in navigator;

/** Begin to wait for the browser's offer. */
export function watchFront(): void {
  const taken = async () => void (isOpen() && (await take(session())));
  waitForOffer(() => void frontNote(onDay()).catch(() => undefined), () => void taken().catch(() => undefined));
}

function onDay(): HTMLElement | null {
  return isOpen() && read(location.hash).name === "" ? document.querySelector("#screen > section") : null;
}

/** Name what stands on the home screen; at the foot of the day's page, offer it once. */
export async function frontNote(page: HTMLElement | null): Promise<void> {
  if (!page) return;
  const mine = session();
  const node = await frontPiece(mine, { isOnce: true });
  const { asked } = await keptFront(mine);
  if (asked || isThere() || !mayBe() || !page.isConnected || page.querySelector("#home-front")) return;
  page.append(node);
}

/** Draw the offer, with what stands there now: large, and whose choice it is. */
export async function frontPiece(mine: Session, { isOnce }: { readonly isOnce: boolean }): Promise<HTMLElement> {
  await rest();
  const node = piece("front");
  const show = async () => dress(node, await current(mine));
  await show();
  const change = async (one: Partial<Look>) => {
    await keepFront(mine, { ...one, asked: (await keptFront(mine)).asked ?? false });
    await show();
  };
  for (const choice of node.querySelectorAll("select")) choice.addEventListener("change", () => void change(chosen(node)));
  deed(node, "ours", () => change({}));
  deed(node, "later", async () => {
    await keepFront(mine, { ...(await keptFront(mine)), asked: true });
    node.remove();
  });
  deed(node, "install", async () => {
    if (!canInstall()) need(node, '[data-slot="how"]').hidden = false;
    else if (await install()) await take(mine).then(() => node.remove());
  });
  return keep(node, [...(isOnce ? ["later"] : []), ...(mine.me.front ? ["ours"] : [])]);
}

async function current(mine: Session): Promise<Front> {
  return frontOf(await keptFront(mine), mine.me.front ?? null, isKnown);
}

function dress(node: HTMLElement, front: Front): void {
  fill(node, { name: label("front_label", front.label), whose: say(`front.${front.whose}`) });
  const picture = need<HTMLImageElement>(node, '[data-slot="picture"]');
  picture.src = `/app/ecran/${front.icon}.svg`;
  picture.hidden = false;
  need<HTMLSelectElement>(node, "#home-label").value = front.label;
  need<HTMLSelectElement>(node, "#home-icon").value = front.icon;
  for (const back of node.querySelectorAll<HTMLElement>('[data-act="ours"]')) back.hidden = front.whose !== "own";
  look(front);
}

function chosen(node: HTMLElement): Look {
  const [label, icon] = ["label", "icon"].map((what) => need<HTMLSelectElement>(node, `#home-${what}`).value);
  return { label: label ?? "", icon: icon ?? "" };
}

/** It is there: what she took stays hers, whatever is proposed later; now the browser is asked to keep the notebook. */
async function take(mine: Session): Promise<void> {
  const { label: name, icon } = await current(mine);
  await keepFront(mine, { label: name, icon, asked: true });
  await askToKeep();
}
