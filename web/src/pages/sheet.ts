/** Exactly what will leave, shown before it leaves; then sealed and sent, or said aloud. */

import { sealBody } from "../formats/bodies.ts";
import { newId, showCode } from "../formats/ids.ts";
import type { JsonObject } from "../formats/canon.ts";
import { newKey } from "../formats/keys.ts";
import { Refused } from "../formats/refusal.ts";
import { type Package, WRITTEN, packed } from "../forms/package.ts";
import { deed } from "../news.ts";
import { books, save, state } from "../notebook.ts";
import { go } from "../router.ts";
import { keep, need, piece } from "../screen.ts";
import { myKeys, session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import { type Case, type Organisation, isPhoned, keyOf } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { packagePairs } from "./package.ts";

/** Draw the page. */
export async function lastSheet(here: Case, service: string, to: Organisation, release: string): Promise<HTMLElement | null> {
  const allowed = state().releases.get(release);
  if (!allowed || allowed.ended || allowed.recipient !== to.id) return null;
  const id = newId();
  const { contact = {} } = allowed.categories.includes("contact") ? await openRecord(books(), here.id, here.survivor) : {};
  const writing = WRITTEN.filter((name) => allowed.categories.includes(name)).map(field);
  const node = piece(isPhoned(to) ? "aloud" : "sheet", { to: whom(to), writing });
  keep(node, allowed.categories.includes("need") ? ["urgent"] : []);
  const content = () => packed(allowed.categories, {
    need: { service, urgent: node.querySelector<HTMLInputElement>("#urgent")?.checked ? "yes" : "no" },
    contact,
    ...written(node),
  });
  const show = () => need(node, '[data-slot="pairs"]').replaceChildren(...packagePairs(id, content()));
  node.addEventListener("input", show);
  show();
  deed(node, "send", () => send(here, { id, service, to, release, content: content() }));
  return node;
}

function whom(to: Organisation): string {
  return isPhoned(to) ? say("orient.aloud", { organisation: to.name }) : say("orient.to", { focal: named(to), organisation: to.name });
}

type Sheet = {
  readonly id: string; readonly service: string; readonly to: Organisation;
  readonly release: string; readonly content: Package;
};

async function send(here: Case, sheet: Sheet): Promise<void> {
  const { id, release, to, service, content } = sheet;
  const line = here.lines.find((one) => one.need === service);
  if (!line) throw new Refused("record.unknown");
  const categories = Object.keys(content);
  if (categories.length === 0) throw new Refused("referral.nothing");
  const urgent = content["need"]?.["urgent"];
  const handover = { recipient: to.id, service, categories, ...(urgent ? { urgent } : {}) };
  const from = { survivor: here.survivor, case: here.id, line: line.id, release };
  const sealed = await sealedFor(id, content, release, readers(to));
  await save([{ kind: "referral.sent", record: id, groups: { handover, line: from }, sealed }]);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}

async function sealedFor(object: string, content: JsonObject, consent: string, to: readonly string[]): Promise<JsonObject[]> {
  const [key, mine, { makeGrant }] = [newKey(), await myKeys(), await import("../formats/grants.ts")];
  const body = await sealBody(content, { object, compartment: "package", version: 1 }, key);
  const grants = to.map((worker) => {
    const entry = worker === session().worker ? mine.entry : keyOf(state(), "worker", worker)?.entry;
    if (!entry) throw new Refused("referral.keys_missing");
    return makeGrant({ package: key }, { object, rights: "read", consent }, entry, mine);
  });
  return [body, ...(await Promise.all(grants))];
}

/** The focal point, the deputy and the sender, who alone keeps what is said aloud. */
function readers(to: Organisation): string[] {
  if (isPhoned(to)) return [session().worker];
  const { focalPoint, deputy } = to;
  const named = [focalPoint, deputy].filter((id) => id !== "" && keyOf(state(), "worker", id) !== undefined);
  if (named.length === 0) throw new Refused("referral.keys_missing");
  return [...new Set([...named, session().worker])];
}

function named({ focalPoint, deputy }: Organisation): string {
  const { workers } = state();
  return [focalPoint, deputy].map((id) => workers.get(id)?.called ?? "").filter((name) => name !== "").join(", ");
}

function field(category: string): HTMLElement {
  const node = piece("write", { label: say("orient.write", { category: label("categories", category) }) });
  const area = need<HTMLTextAreaElement>(node, "textarea");
  area.id = `write-${category}`;
  area.dataset["category"] = category;
  need<HTMLLabelElement>(node, "label").htmlFor = area.id;
  return node;
}

function written(node: HTMLElement): JsonObject {
  const areas = [...node.querySelectorAll<HTMLTextAreaElement>("textarea[data-category]")];
  const filled = areas.filter((area) => area.value.trim() !== "");
  return Object.fromEntries(filled.map((area) => [area.dataset["category"] ?? "", { summary: area.value.trim() }]));
}
