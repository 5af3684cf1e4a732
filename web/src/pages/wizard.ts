/** What happened, if she wants: six questions, one a screen; the first yes decides. */

import { showCode } from "../formats/ids.ts";
import type { Json } from "../formats/canon.ts";
import { type Sheet, sheet } from "../forms/sheet.ts";
import { deed } from "../news.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { path } from "../router.ts";
import { keep, need, piece, show } from "../screen.ts";
import { session } from "../session/session.ts";
import type { Case, Incident } from "../shelf/state.ts";
import { say } from "../words.ts";
import { FORM, rest } from "./incident.ts";
import { dashes } from "./steps.ts";

export type Told = { [question: string]: Json };
export type Walk = {
  readonly here: Case;
  /** What is corrected; nothing when it is told for the first time. */
  readonly known: Incident | undefined;
  readonly draft: string;
  readonly asked: Sheet;
  readonly names: readonly string[];
  told: Told;
};

/** Draw the question that comes next; an address with an incident's id corrects that one. */
export async function wizard(here: Case, [id = ""]: readonly string[]): Promise<HTMLElement | null> {
  const known = here.incidents.find((incident) => incident.id === id);
  if (id && !known) return null;
  const draft = `note/${known?.id ?? here.id}`;
  const asked = await sheet(FORM);
  const names = asked.form.questions.map(({ name }) => name).filter((name) => name.startsWith("q_"));
  const begun = (await draftOf(session(), draft)) as Told;
  const told = Object.keys(begun).length > 0 ? { ...begun } : saidBefore(names, known);
  return step({ here, known, draft, asked, told, names });
}

function saidBefore(names: readonly string[], known: Incident | undefined): Told {
  const answers = known?.answers ?? {};
  return Object.fromEntries(names.filter((name) => Object.hasOwn(answers, name)).map((name) => [name, answers[name] ?? ""]));
}

function step(walk: Walk): Promise<HTMLElement> | HTMLElement {
  const { names, told } = walk;
  const yes = names.some((name) => told[name] === "yes");
  const next = names.findIndex((name) => told[name] === undefined);
  return yes || next < 0 || isTyped(walk) ? rest(walk, () => back(walk)) : question(walk, next);
}

/** What came without the six answers is corrected as it is, until one of them is given again. */
function isTyped({ known, told, names }: Walk): boolean {
  return known !== undefined && !names.some((name) => Object.hasOwn(known.answers, name)) && Object.keys(told).length === 0;
}

function question(walk: Walk, at: number): HTMLElement {
  const { names, asked, here } = walk;
  const name = names[at] ?? "";
  const node = piece("wizard", {
    steps: dashes(names.length, at),
    step: say("wizard.step", { at: at + 1, all: names.length }),
    question: asked.textOf(name),
    why: say("wizard.first"),
    stop: path("dossier", showCode(here.code)),
  });
  const ask = need(node, "[data-ask]");
  Object.assign(ask.dataset, { form: FORM, question: name });
  keep(node, at > 0 ? ["back"] : []);
  for (const answer of ["yes", "no", "unknown", "declined"] as const) deed(node, answer, () => tell(walk, name, answer));
  deed(node, "back", () => back(walk));
  return node;
}

async function tell(walk: Walk, name: string, answer: Json): Promise<void> {
  walk.told = { ...walk.told, [name]: answer };
  await keepDraft(session(), walk.draft, walk.told);
  show(await step(walk));
}

async function back(walk: Walk): Promise<void> {
  const last = walk.names.filter((name) => walk.told[name] !== undefined).at(-1);
  if (last === undefined) return void show(question(walk, 0));
  const { [last]: _gone, ...told } = walk.told;
  walk.told = told;
  await keepDraft(session(), walk.draft, told);
  show(await step(walk));
}
