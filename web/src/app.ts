/** The worker's document: one page, its screens behind the `#`. */

import { QuickExit } from "./elements/quick-exit.ts";
import { NeedOrder } from "./elements/need-order.ts";
import { UnSaid } from "./elements/un-said.ts";
import { Refused } from "./formats/refusal.ts";
import { type Pages, invitation, layFloor, moveInPlace, once, read, renewal } from "./router.ts";
import { dock, fresh, weather } from "./frame.ts";
import { bar, isInUse, need, piece, show } from "./screen.ts";
import { unfetched } from "./session/call.ts";
import { watch } from "./session/lock.ts";
import { end, isOpen, napping, session } from "./session/session.ts";
import { day, dayHere } from "./day.ts";
import { tellNews, wordsOf } from "./news.ts";
import { rest } from "./rest.ts";
import { unlock } from "./session/unlock.ts";

const widen = () => day().then((daily) => daily.widen());
const whole = () => Promise.all([rest(), widen()]);
const later = once(() => Promise.all([import("./pages/later.ts"), rest()]).then(([pages]) => pages));
const shut = () => Promise.all([import("./devices/shut.ts"), rest()]).then(([{ page }]) => page);
const unreachable = () => piece("unreachable", { again: location.hash || "#/" });
/** What opens cases: nothing of it once this device's lease has ended. */
const CLOSED = ["", "dossier", "recu"];
const PAGES: Pages = {
  "": () => day().then(({ today }) => today),
  bail: () => shut(),
  appareils: () => Promise.all([import("./devices/page.ts"), whole()]).then(([{ page }]) => page),
  nouveau: () => day().then(({ begin }) => begin),
  dossier: () => later().then(({ dossier }) => dossier),
  recu: () => Promise.all([later(), widen()]).then(([{ received }]) => received),
  moi: () => later().then(({ me }) => me),
  relire: () => Promise.all([import("./pages/review.ts"), whole()]).then(([{ page }]) => page),
  accords: () => Promise.all([import("./pages/looks.ts"), whole()]).then(([{ page }]) => page),
  emporter: () => Promise.all([import("./pages/carry.ts"), whole()]).then(([{ page }]) => page),
  rappels: () => Promise.all([import("./pages/callbacks.ts"), whole()]).then(([{ page }]) => page),
  types: () => Promise.all([import("./pages/incident-type.ts"), whole()]).then(([{ page }]) => page),
  cles: () => Promise.all([import("./keeping/page.ts"), whole()]).then(([{ page }]) => page),
  entrer: () => Promise.all([import("./pages/entering.ts"), rest()]).then(([{ page }]) => page),
  lieux: () => Promise.all([import("./locking/page.ts"), whole()]).then(([{ page }]) => page),
  equipe: () => Promise.all([import("./pages/team.ts"), whole()]).then(([{ page }]) => page),
};

let [turn, floorLaid] = [0, false];
let stopWatching: () => void = () => undefined;
let [sitting, shownAt] = ["", ""];
/** Where somebody was when the notebook closed: kept here, not in the address. */
let left = "";
let handy: typeof import("./session/handy.ts") | null = null;

/** Draw the page of the address; where `stays` says so, what stands there is left alone. */
async function draw(stays: () => boolean = () => false): Promise<void> {
  const mine = (turn += 1);
  const token = invitation(location.hash);
  dock();
  const lost = renewal(location.hash);
  if (lost) return door(() => import("./session/comeback.ts").then(({ comeback }) => comeback(lost, opened)));
  if (token) return door(() => import("./session/join.ts").then(({ join }) => join(token, opened)));
  if (!isOpen() && napping()?.isOver === false) return door(() => import("./session/wake.ts").then(({ wake }) => wake(opened)));
  if (!isOpen()) return door(() => unlock(opened));
  const { name, rest } = read(location.hash);
  const page = session().shut && CLOSED.includes(name) ? shut : PAGES[name];
  bar("");
  try {
    const drawn = await page?.();
    if (mine !== turn) return; // another page is asked for: this one does not name the bar
    const node = drawn ? await drawn(rest) : null;
    if (mine !== turn || stays()) return;
    shownAt = location.hash;
    show(node ?? piece("missing"));
    void handy?.dress().catch(() => undefined);
  } catch (caught) {
    const error = unfetched(caught);
    const isAway = error instanceof Refused && error.code.startsWith("network.");
    if (mine === turn && !stays()) show(isAway ? unreachable() : piece("missing"));
    need(document, "#news").textContent = wordsOf(error);
  }
}

async function door(load: () => Promise<HTMLElement>): Promise<void> {
  bar("");
  try {
    show(await load());
  } catch {
    show(unreachable());
  }
}

function opened(): void {
  const { worker } = session();
  stopWatching = watch(lock, { only: worker });
  const isOther = sitting !== "" && sitting !== worker;
  if (isOther || invitation(location.hash) || renewal(location.hash)) history.replaceState(null, "", `${location.pathname}#/`);
  else if (left && sitting === worker && read(location.hash).name === "") history.replaceState(history.state, "", left);
  [sitting, left] = [worker, ""];
  if (!floorLaid) layFloor(() => need<HTMLAnchorElement>(document, "#back").getAttribute("href") || "#/");
  floorLaid = true;
  weather();
  void draw();
  void day().then(({ goOn }) => goOn()).then(settle).catch(() => undefined);
}

/** What the day needs is here: now there is time for what is only handy. */
async function settle(): Promise<void> {
  handy = await import("./session/handy.ts");
  await handy.dress();
}

/** Draw again what arrived. */
function refresh(): void {
  if (isOpen() && !isInUse()) void draw(() => shownAt === location.hash && isInUse());
}

function lock(): void {
  if (isOpen()) left = location.hash;
  leave({ rest: true }, "session.locked");
}

/** Close the notebook, and say why at its door. */
function leave(how: { readonly rest: boolean }, why: string): void {
  close(how);
  history.replaceState(history.state, "", `${location.pathname}#/`);
  void draw();
  tellNews(why);
}

/** Close the notebook; with `rest`, only the passphrase is asked next time. */
function close(how: { readonly rest: boolean }): void {
  stopWatching();
  for (const place of ["#screen", "#news", "#state"]) need(document, place).replaceChildren();
  fresh();
  dayHere()?.clear();
  end(how);
}

customElements.define("quick-exit", QuickExit);
customElements.define("need-order", NeedOrder);
customElements.define("un-said", UnSaid);
moveInPlace();
addEventListener("hashchange", () => void draw());
addEventListener("online", () => void (isOpen() && dayHere()?.send()));
addEventListener("pagehide", () => close({ rest: false }));
addEventListener("pageshow", (event) => void (event.persisted && draw()));
document.addEventListener("leave", () => close({ rest: false }));
document.addEventListener("lock", lock);
document.addEventListener("lost", () => leave({ rest: false }, "device.lost")); // nothing of anybody is kept
document.addEventListener("weather", weather);
document.addEventListener("arrived", refresh);
document.addEventListener("saved", () => tellNews("saved"));
void draw();
