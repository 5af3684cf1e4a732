/** Clés: what the agency needs before it works with real people, and who keeps which part. */

import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { signNow } from "../pages/sign-now.ts";
import { keyCard } from "../pages/seconding-keys.ts";
import { may, session } from "../session/session.ts";
import { day, say } from "../words.ts";
import { drill, takeKey } from "./drill.ts";
import { handing } from "./handing.ts";
import { partners } from "./partners.ts";
import { link, renewalCard } from "./renewing.ts";
import { sheets } from "./sheets.ts";
import { HALVES, type Half, type Keeping, type KeptFor, type Sheet, addressOf, isHeld, keeping } from "./state.ts";

type Room = (rest: readonly string[]) => Promise<HTMLElement | null>;
const isHalf = (name: string | undefined): name is Half => name === "vault" || name === "oversight";
const ROOMS: { readonly [name: string]: Room } = {
  feuilles: sheets,
  exercice: ([agency]) => drill(agency),
  partenaires: partners,
  pour: async ([agency]) => (agency ? overview(await keeping(agency)) : null),
  remettre: async ([owner, agency]) => (isHalf(owner) ? handing(owner, agency) : null),
  reprendre: async ([owner]) => (isHalf(owner) ? takeKey(owner) : null),
  lien: link,
};

/** Draw the page, or one of its rooms. */
export async function page([name = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  if (name) return ROOMS[name]?.(rest) ?? null;
  bar("", may("people.write") ? path("equipe") : path("moi"));
  const now = await keeping().catch(unconcerned);
  return now ? overview(now) : piece("keys-none");
}

/** Whoever keeps no part is told what this is, and what she does when she loses her own keys. */
function unconcerned(error: unknown): null {
  if (error instanceof Refused && error.code === "record.unknown") return null;
  throw error;
}

/** What is missing, in the order of the starter kit. */
const STEPS = ["vault_holders", "oversight_holders", "apart", "sheets_made", "sheets_kept", "vault_sealed", "oversight_sealed", "drill"];

function overview(now: Keeping): HTMLElement {
  const isHome = now.agency === session().me.agency;
  if (!isHome) bar("", path("cles"));
  const node = piece("keys-page", {
    house: isHome ? null : say("keys.for", { house: now.house }),
    stage: say(now.activated_at ? "keys.active" : "keys.training"),
    steps: STEPS.map((step) => piece("key-step", { text: say(`keys.step.${step}`), state: say(now.missing.includes(step) ? "keys.due" : "keys.got") })),
    holders: HALVES.map((owner) => piece("item", { text: holdersOf(now, owner) })),
    waiting: now.waiting.map(keyCard),
    sheets: now.sheets.map((sheet) => sheetLine(sheet, now.agency)),
    drilled: drilled(now),
    renewals: now.renewals.map((one) => renewalCard(one, now.agency)),
    kept: now.kept.map(keptLine),
  });
  node.querySelectorAll(".key-step").forEach((row, at) => row.classList.add(now.missing.includes(STEPS[at] ?? "") ? "due" : "got"));
  for (const room of node.querySelectorAll<HTMLAnchorElement>("a[data-room]")) room.href = path(...addressOf(now.agency, ...(room.dataset["room"] ?? "").split("/")));
  keep(node, parts(now, isHome));
  deed(node, "activate", () => activate());
  for (const owner of HALVES) deed(node, `renew-${owner}`, () => import("./epoch.ts").then(({ renew }) => renew(owner)));
  for (const owner of HALVES) deed(node, `seal-${owner}`, () => import("./hold.ts").then(({ handOn }) => handOn(owner, now)));
  return node;
}

function parts(now: Keeping, isHome: boolean): string[] {
  const boss = isHome && may("people.write");
  const keepsSheet = now.sheets.some(({ keeper }) => keeper === session().worker);
  const found = [boss && "link", boss && "sheets", (boss || keepsSheet) && now.sheets.length > 0 && "drill"];
  if (boss && !now.activated_at && now.missing.length === 0) found.push("activate");
  if (now.published.recovery > 1) found.push(`old-sheets-${doNewSheetsServe(now) ? "go" : "stay"}`);
  if (isHome || now.holders.length > 0) found.push("holders");
  if (boss || now.agreements.length > 0) found.push("partners");
  if (now.kept.length > 0) found.push("kept");
  if (now.renewals.length > 0) found.push("renewals");
  if (now.waiting.length > 0) found.push("waiting");
  for (const owner of HALVES) {
    const held = isHeld(now, owner);
    if (held) found.push(`hand-${owner}`);
    const awaited = now.waiting.some((one) => one.owner === owner && one.step === "published");
    if (isHome && held && now.outgrown.includes(owner) && !awaited) found.push(`renew-${owner}`);
    if (held && now.epochs.recovery > 0 && !now.recoverable.includes(owner)) found.push(`seal-${owner}`);
    if (isHome && !held && may(`keys.${owner}`) && now.recoverable.includes(owner)) found.push(`take-${owner}`);
  }
  return found.filter((name) => name !== false);
}

/** Tell whether the newest recovery key counts, its sheets are in hands, and they give both keys back. Pure. */
export function doNewSheetsServe(now: Keeping): boolean {
  const counts = now.epochs.recovery === now.published.recovery;
  const kept = now.sheets.length > 0 && now.sheets.every((one) => one.kept);
  return counts && kept && HALVES.every((owner) => now.recoverable.includes(owner));
}

function holdersOf({ holders, epochs }: Keeping, owner: Half): string {
  const who = holders.filter((one) => one.owner === owner && one.epoch === epochs[owner]).map(({ called, house }) => `${called} (${house})`);
  return say(`keys.holders.${owner}`, { who: who.join(", ") || "—" });
}

function keptLine({ agency, house, what }: KeptFor): HTMLElement {
  const kept = what.map((one) => say(`keys.kept.${one}`)).join(", ");
  return piece("kept-for", { house, text: kept, link: path(...addressOf(agency)) });
}

function sheetLine(sheet: Sheet, agency: string): HTMLElement {
  const node = piece("sheet-line", { text: say(sheet.kept ? "sheet.kept" : "sheet.waits", { part: sheet.part, who: sheet.called || "—" }) });
  keep(node, !sheet.kept && sheet.keeper === session().worker ? ["keep"] : []);
  deed(node, "keep", async () => {
    const said = { agency, epoch: sheet.epoch, part: sheet.part };
    await signNow({ kind: "share.acknowledged", record: newId(), groups: { sheet: said } }, ...addressOf(agency));
  });
  return node;
}

function drilled({ drilled_at: last, drill_due: due }: Keeping): string {
  if (!last) return say("keys.drill.never");
  return say(due ? "keys.drill.due" : "keys.drill.last", { day: day(last) });
}

function activate(): Promise<void> {
  return signNow({ kind: "agency.activated", record: session().me.agency, groups: { activation: { agreed: "yes" } } }, "cles");
}
