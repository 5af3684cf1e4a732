/** The worker's document: one page, its screens behind the `#`. */

import { QuickExit } from "./elements/quick-exit.ts";
import { NeedOrder } from "./elements/need-order.ts";
import { type Pages, invitation, layFloor, moveInPlace, read } from "./router.ts";
import { bar, need, piece, show } from "./screen.ts";
import { watch } from "./session/lock.ts";
import { end, isOpen, may, session } from "./session/session.ts";
import { clear, send } from "./notebook.ts";
import { tellNews, wordsOf } from "./news.ts";
import { forecast } from "./weather.ts";
import { count, say } from "./words.ts";

const daily = () => import("./pages/daily.ts").then(({ DAILY }) => DAILY);
const PAGES: Pages = {
  "": () => daily().then(({ today }) => today),
  nouveau: () => daily().then(({ begin }) => begin),
  dossier: () => daily().then(({ dossier }) => dossier),
  recu: () => daily().then(({ received }) => received),
  moi: () => daily().then(({ me }) => me),
  equipe: () => import("./pages/team.ts").then(({ page }) => page),
};

let turn = 0;
let floorLaid = false;
let stopWatching: () => void = () => undefined;
let sitting = "";
let told: readonly string[] = [];

async function draw(): Promise<void> {
  const mine = (turn += 1);
  const token = invitation(location.hash);
  dock();
  if (token) return door(() => import("./session/join.ts").then(({ join }) => join(token, opened)));
  if (!isOpen()) return door(() => import("./session/unlock.ts").then(({ unlock }) => unlock(opened)));
  const { name, rest } = read(location.hash);
  const page = PAGES[name];
  bar("");
  try {
    const node = page ? await (await page())(rest) : null;
    if (mine === turn) show(node ?? piece("missing"));
  } catch (error) {
    if (mine === turn) show(piece("missing"));
    need(document, "#news").textContent = wordsOf(error);
  }
}

async function door(load: () => Promise<HTMLElement>): Promise<void> {
  bar("");
  try {
    show(await load());
  } catch {
    show(piece("unreachable"));
  }
}

function opened(): void {
  stopWatching = watch(lock);
  const { worker } = session();
  const isOther = sitting !== "" && sitting !== worker;
  if (isOther || invitation(location.hash)) history.replaceState(null, "", `${location.pathname}#/`);
  sitting = worker;
  if (!floorLaid) layFloor(() => need<HTMLAnchorElement>(document, "#back").getAttribute("href") || "#/");
  floorLaid = true;
  weather();
  void draw();
  void send().then(daily).then(({ fetchAhead }) => fetchAhead()).catch(() => undefined);
}

/** Draw again what arrived, unless somebody is writing. */
function refresh(): void {
  const screen = need(document, "#screen");
  if (isOpen() && !screen.querySelector("input, textarea, select, [open]")) void draw();
}

function lock(): void {
  close({ rest: true });
  void draw();
}

/** Close the notebook; with `rest`, only the passphrase is asked next time. */
function close(how: { readonly rest: boolean }): void {
  stopWatching();
  for (const place of ["#screen", "#news", "#state"]) need(document, place).replaceChildren();
  told = [];
  clear();
  end(how);
}

function dock(): void {
  const ways = need(document, "#dock");
  ways.hidden = !isOpen();
  need(document, "#state").hidden = !isOpen();
  const here = `#/${read(location.hash).name}`;
  for (const way of ways.querySelectorAll("a")) {
    if (way.getAttribute("href") === here) way.setAttribute("aria-current", "page");
    else way.removeAttribute("aria-current");
    const needed = way.dataset["may"]?.split(" ");
    way.hidden = needed !== undefined && !needed.some(may);
  }
}

function weather(): void {
  const { offline, waiting, troubles } = forecast();
  const sign = need(document, "#state");
  sign.classList.toggle("off", offline || waiting > 0 || troubles.length > 0);
  const words = offline ? [say("state.offline")] : [];
  if (troubles.length > 0) words.push(say("state.trouble"));
  if (waiting > 0) words.push(count("state.waiting", waiting));
  sign.textContent = words.length > 0 ? words.join(" · ") : say("state.saved");
  const fresh = troubles.find((code) => !told.includes(code));
  told = troubles;
  if (fresh) tellNews(fresh);
}

customElements.define("quick-exit", QuickExit);
customElements.define("need-order", NeedOrder);
moveInPlace();
addEventListener("hashchange", () => void draw());
addEventListener("online", () => void (isOpen() && send()));
addEventListener("pagehide", () => close({ rest: false }));
addEventListener("pageshow", (event) => void (event.persisted && draw()));
document.addEventListener("leave", () => close({ rest: false }));
document.addEventListener("lock", lock);
document.addEventListener("weather", weather);
document.addEventListener("arrived", refresh);
document.addEventListener("saved", () => tellNews("saved"));
void draw();
