/** Clés: what the agency needs before it works with real people, and who keeps which part. */

import { newId } from "../formats/ids.ts";
import { printWords } from "../formats/print-words.ts";
import { Refused } from "../formats/refusal.ts";
import { deed, tellNews } from "../news.ts";
import { path } from "../router.ts";
import { bar, keep, need, piece, show } from "../screen.ts";
import { signNow } from "../pages/sign-now.ts";
import { option } from "../pages/choices.ts";
import { keyCard } from "../pages/seconding-keys.ts";
import { may, session } from "../session/session.ts";
import { count, day, say } from "../words.ts";
import { drill, takeKey } from "./drill.ts";
import { handing } from "./handing.ts";
import { confirm, makeLink, rewrap, takeBack } from "./renewal.ts";
import { sheets } from "./sheets.ts";
import { HALVES, type Half, type Keeping, type Renewal, type Sheet, isHeld, keeping } from "./state.ts";

type Room = (rest: readonly string[]) => Promise<HTMLElement | null>;
const isHalf = (name: string | undefined): name is Half => name === "vault" || name === "oversight";
const ROOMS: { readonly [name: string]: Room } = {
  feuilles: sheets,
  exercice: drill,
  remettre: async ([owner]) => (isHalf(owner) ? handing(owner) : null),
  reprendre: async ([owner]) => (isHalf(owner) ? takeKey(owner) : null),
  lien: link,
};

/** Draw the page, or one of its rooms. */
export async function page([name = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  if (name) return ROOMS[name]?.(rest) ?? null;
  bar("", may("people.write") ? path("equipe") : path("moi"));
  return overview(await keeping());
}

/** What is missing, in the order of the starter kit. */
const STEPS = ["vault_holders", "oversight_holders", "apart", "sheets_made", "sheets_kept", "vault_sealed", "oversight_sealed", "drill"];

function overview(now: Keeping): HTMLElement {
  const node = piece("keys-page", {
    stage: say(now.activated_at ? "keys.active" : "keys.training"),
    steps: STEPS.map((step) => piece("key-step", { text: say(`keys.step.${step}`), state: say(now.missing.includes(step) ? "keys.due" : "keys.got") })),
    holders: HALVES.map((owner) => piece("item", { text: holdersOf(now, owner) })),
    waiting: now.waiting.map(keyCard),
    sheets: now.sheets.map(sheetLine),
    drilled: drilled(now),
    renewals: now.renewals.map(renewalCard),
  });
  node.querySelectorAll(".key-step").forEach((row, at) => row.classList.add(now.missing.includes(STEPS[at] ?? "") ? "due" : "got"));
  keep(node, parts(now));
  deed(node, "activate", () => activate());
  for (const owner of HALVES) deed(node, `renew-${owner}`, () => import("./epoch.ts").then(({ renew }) => renew(owner)));
  for (const owner of HALVES) deed(node, `seal-${owner}`, () => import("./hold.ts").then(({ handOn }) => handOn(owner)));
  return node;
}

function parts(now: Keeping): string[] {
  const boss = may("people.write");
  const keepsSheet = now.sheets.some(({ keeper }) => keeper === session().worker);
  const found = [boss && "link", boss && "sheets", (boss || keepsSheet) && now.sheets.length > 0 && "drill"];
  if (boss && !now.activated_at && now.missing.length === 0) found.push("activate");
  if (now.published.recovery > 1) found.push(`old-sheets-${doNewSheetsServe(now) ? "go" : "stay"}`);
  if (now.renewals.length > 0) found.push("renewals");
  if (now.waiting.length > 0) found.push("waiting");
  for (const owner of HALVES) {
    const held = isHeld(now, owner);
    if (held) found.push(`hand-${owner}`);
    const awaited = now.waiting.some((one) => one.owner === owner && one.step === "published");
    if (held && now.outgrown.includes(owner) && !awaited) found.push(`renew-${owner}`);
    if (held && now.epochs.recovery > 0 && !now.recoverable.includes(owner)) found.push(`seal-${owner}`);
    if (!held && may(`keys.${owner}`) && now.recoverable.includes(owner)) found.push(`take-${owner}`);
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

function sheetLine(sheet: Sheet): HTMLElement {
  const node = piece("sheet-line", { text: say(sheet.kept ? "sheet.kept" : "sheet.waits", { part: sheet.part, who: sheet.called }) });
  keep(node, !sheet.kept && sheet.keeper === session().worker ? ["keep"] : []);
  deed(node, "keep", async () => {
    const said = { agency: session().me.agency, epoch: sheet.epoch, part: sheet.part };
    await signNow({ kind: "share.acknowledged", record: newId(), groups: { sheet: said } }, "cles");
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

function renewalCard(one: Renewal): HTMLElement {
  const own = one.worker === session().worker;
  const waits = one.fingerprint !== "" && !one.renewed;
  const node = piece("renewal", {
    called: one.called,
    state: say(one.renewed ? "renewal.renewed" : waits ? "renewal.waits" : "renewal.opened", { confirmed: one.confirmed, enough: one.enough }),
    words: waits ? printWords(one.fingerprint).join(" ") : null,
    left: one.renewed ? HALVES.map((half) => piece("item", { text: `${say(`renewal.${half}`)} ${count("renewal.left", one.left[half] ?? 0)}` })) : [],
  });
  const mayConfirm = waits && !own && !one.confirmed_by_me && ["keys.vault", "keys.oversight", "people.write"].some(may);
  const mine = one.mine.filter((half) => !own && (one.left[half] ?? 0) > 0);
  keep(node, [...(mayConfirm ? ["confirm"] : []), ...mine, ...(own && one.renewed ? ["take"] : [])]);
  deed(node, "confirm", () => confirm(one));
  for (const half of HALVES) deed(node, half, () => rewrap(one, half));
  deed(node, "take", async () => {
    if ((await takeBack(one.id)) === 0) throw new Refused("renewal.halves");
    tellNews("saved");
  });
  return node;
}

async function link(): Promise<HTMLElement | null> {
  if (!may("people.write")) return null;
  bar("", path("cles"));
  const { keepers } = await keeping();
  const others = keepers.filter(({ id, agency }) => id !== session().worker && agency === session().me.agency);
  const node = piece("renewal-whom");
  need(node, "#worker").replaceChildren(...others.map(({ id, called }) => option(id, called)));
  deed(node, "make", async () => {
    const id = need<HTMLSelectElement>(node, "#worker").value;
    const who = others.find((one) => one.id === id);
    if (!who) throw new Refused("invite.missing");
    show(piece("link", { link: await makeLink(id), who: say("renewal.link", { called: who.called }) }));
  });
  return node;
}
