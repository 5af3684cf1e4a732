/** Exactly what leaves: her yes for each line, read aloud; every box begins empty. */

import { newId, showCode } from "../formats/ids.ts";
import type { JsonObject } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { codesOf } from "../forms/codes.ts";
import { type Package, WRITTEN, packed } from "../forms/package.ts";
import { deed, tellNews } from "../news.ts";
import { books, state } from "../notebook.ts";
import { go } from "../router.ts";
import { fill, keep, need, piece, typed } from "../screen.ts";
import { openContact } from "../shelf/protecting.ts";
import { called, isAloud, isLater } from "../shelf/recipient.ts";
import type { Case, Organisation } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { askedOf, dropAsked } from "./asked.ts";
import { asking as conditionsOf, written } from "./conditions.ts";
import { type Handover, handOn, pressesUntil } from "./handover.ts";
import { packagePairs, tokenOf } from "./package.ts";

type Told = { readonly contact: JsonObject; readonly service: string; readonly urgent: boolean; readonly isPressing: boolean };

/** Her conditions have a place of their own on the page. */
const CATEGORIES = codesOf("release@1", "categories").filter((category) => category !== "conditions");

/** Draw the page. */
export async function leaving(here: Case, service: string, to: Organisation): Promise<HTMLElement> {
  const [asked, referral] = [await askedOf(here, service), newId()];
  const contact = (await openContact(books(), here.id, here.survivor)) ?? {};
  const later = isLater(state(), to);
  const aloud = isAloud(state(), to) && !later;
  const isPressing = pressesUntil(asked) > new Date().toISOString();
  const bound = await conditionsOf(here);
  const node = piece("leaving", {
    bound,
    name: to.name,
    people: aloud ? say("leaving.aloud") : peopleOf(to),
    token: say("leaving.token", { token: tokenOf(referral) }),
    rows: CATEGORIES.flatMap((category) => row(category, contact)),
  });
  keep(node, [aloud ? "aloud" : "sealed", ...(later ? ["later"] : []), ...(isPressing ? [] : ["urgent"])]);
  const told = (): Told => ({ contact, service, isPressing, urgent: isPressing || isTicked(node, "#urgent") });
  const follow = () => show(node, referral, told());
  node.addEventListener("input", follow);
  follow();
  deed(node, "send", async () => {
    const handover = { referral, to, asked, until: typed(node, "until"), conditions: written(bound), ...heard(node, told()) };
    await handOn(here, handover);
    await dropAsked(here);
    tellNews(aloud ? "leaving.said" : later ? "leaving.later" : "leaving.sent", { organisation: to.name });
    go("dossier", showCode(here.code));
  });
  return node;
}

/** Say who will receive, by name. */
export function peopleOf(to: Organisation): string {
  const [focal = "", deputy = ""] = called(state(), to);
  if (!focal) return "";
  return deputy ? say("orient.people", { focal, deputy }) : say("orient.person", { focal });
}

/** One category and its own box; what nobody has noted cannot leave, and is not asked. */
function row(category: string, contact: JsonObject): HTMLElement[] {
  if (category === "contact" && Object.keys(contact).length === 0) return [];
  const node = piece("allow", { label: label("categories", category) });
  need<HTMLInputElement>(node, "input").value = category;
  const area = need<HTMLTextAreaElement>(node, "textarea");
  area.id = `write-${category}`;
  area.setAttribute("aria-label", say("orient.write", { category: label("categories", category) }));
  return [keep(node, WRITTEN.includes(category) ? ["write"] : [])];
}

function ticked(node: HTMLElement): string[] {
  return [...node.querySelectorAll<HTMLInputElement>(".allow input:checked")].map(({ value }) => value);
}

function isTicked(node: HTMLElement, selector: string): boolean {
  return node.querySelector<HTMLInputElement>(selector)?.checked ?? false;
}

function contentOf(node: HTMLElement, { contact, service, urgent }: Told): Package {
  const areas = [...node.querySelectorAll<HTMLTextAreaElement>(".allow textarea")].filter(({ value }) => value.trim() !== "");
  const written = Object.fromEntries(areas.map(({ id, value }) => [id.replace("write-", ""), { summary: value.trim() }]));
  return packed(ticked(node), { need: { service, urgent: urgent ? "yes" : "no" }, contact, ...written });
}

/** Under each yes stands what it sends, word for word. */
function show(node: HTMLElement, referral: string, told: Told): void {
  const [allowed, content] = [ticked(node), contentOf(node, told)];
  for (const one of node.querySelectorAll<HTMLElement>(".allow")) {
    const category = need<HTMLInputElement>(one, "input").value;
    const isYes = allowed.includes(category);
    const said = content[category];
    one.classList.toggle("yes", isYes);
    fill(one, { says: said ? packagePairs(referral, { [category]: said }).slice(1) : [] });
    one.querySelector("textarea.told")?.toggleAttribute("hidden", !isYes);
  }
  fill(node, { none: allowed.length === 0 ? say("leaving.none") : "" });
}

function heard(node: HTMLElement, told: Told): Pick<Handover, "allowed" | "content" | "urgent"> {
  const allowed = ticked(node);
  if (allowed.length === 0) throw new Refused("leaving.nothing");
  return { allowed, content: contentOf(node, told), urgent: told.urgent };
}
