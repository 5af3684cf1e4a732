/** What happened, if she wants: six questions, one a screen; the first yes decides. */

import { showCode, newId } from "../formats/ids.ts";
import type { Json } from "../formats/canon.ts";
import { derived } from "../forms/derive.ts";
import { type Sheet, sheet } from "../forms/sheet.ts";
import { deed } from "../news.ts";
import { books, save } from "../notebook.ts";
import { draftOf, dropDraft, keepDraft } from "../outbox/drafts.ts";
import { go, path } from "../router.ts";
import { keep, piece, show } from "../screen.ts";
import { session } from "../session/session.ts";
import { openBodies } from "../shelf/keys.ts";
import type { Case } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { seal } from "./seal.ts";

type Told = { [question: string]: Json };
const FORM = "incident@1";

/** Draw the question that comes next. */
export async function wizard(here: Case): Promise<HTMLElement> {
  const draft = `note/${here.id}`;
  const asked = await sheet(FORM);
  const told = { ...(await draftOf(session(), draft)) } as Told;
  const walk: Walk = { here, draft, asked, told, names: asked.form.questions.map(({ name }) => name).filter((name) => name.startsWith("q_")) };
  return step(walk);
}

type Walk = {
  readonly here: Case; readonly draft: string; readonly asked: Sheet;
  readonly names: readonly string[]; told: Told;
};

function step(walk: Walk): Promise<HTMLElement> | HTMLElement {
  const { names, told } = walk;
  const yes = names.some((name) => told[name] === "yes");
  const next = names.findIndex((name) => told[name] === undefined);
  return yes || next < 0 ? rest(walk) : question(walk, next);
}

function question(walk: Walk, at: number): HTMLElement {
  const { names, asked, here } = walk;
  const name = names[at] ?? "";
  const node = piece("wizard", {
    steps: names.map((_, place) => dash(place, at)),
    step: say("wizard.step", { at: at + 1, all: names.length }),
    question: asked.textOf(name),
    why: say("wizard.first"),
    stop: path("dossier", showCode(here.code)),
  });
  keep(node, at > 0 ? ["back"] : []);
  for (const answer of ["yes", "no"] as const) deed(node, answer, () => tell(walk, name, answer));
  deed(node, "back", () => back(walk));
  return node;
}

function dash(place: number, at: number): HTMLElement {
  const node = piece("step");
  if (place < at) node.classList.add("done");
  if (place === at) node.setAttribute("aria-current", "step");
  return node;
}

async function tell(walk: Walk, name: string, answer: Json): Promise<void> {
  walk.told = { ...walk.told, [name]: answer };
  await keepDraft(session(), walk.draft, walk.told);
  show(await step(walk));
}

async function back(walk: Walk): Promise<void> {
  const last = walk.names.filter((name) => walk.told[name] !== undefined).at(-1);
  const { [last ?? ""]: _gone, ...told } = walk.told;
  walk.told = told;
  await keepDraft(session(), walk.draft, told);
  show(await step(walk));
}

async function rest(walk: Walk): Promise<HTMLElement> {
  const { here, names, draft } = walk;
  const given = Object.fromEntries(names.filter((name) => walk.told[name] !== undefined).map((name) => [name, walk.told[name] ?? ""]));
  const type = derived(walk.asked.form, given, today(), {})["gbv_type"] ?? "";
  const node = piece("outcome", { type: say("wizard.type", { type: label("gbv_type", type) }) });
  const fixed = { case: here.id, ...given, ...(type ? { gbv_type: type } : {}) };
  const { identity = {} } = await openBodies(books(), here.id);
  const known = { "identity.birth_date": identity["birth_date"] ?? "" };
  const drawn = await place(node, { form: FORM, step: "", place: `${draft}/suite`, fixed, known, first: here.profile });
  deed(node, "back", () => back(walk));
  deed(node, "save", async () => {
    const { groups, sealed } = answered(drawn);
    await save([{ kind: "incident.recorded", record: newId(), groups, sealed: await seal(here.id, sealed) }]);
    for (const one of [draft, `${draft}/suite`]) await dropDraft(session(), one);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
  return node;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
