/** A form in small pieces: one topic a screen, back and forth, and where one stopped is found again. */

import { Refused } from "../formats/refusal.ts";
import type { Sheet } from "../forms/sheet.ts";
import { topicsOf } from "../forms/topics.ts";
import { deed } from "../news.ts";
import { draftOf, dropDraft, keepDraft } from "../outbox/drafts.ts";
import { fill, need, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { say } from "../words.ts";
import { type Answered, type Asking, answered, place } from "./ask.ts";
import { dashes } from "./steps.ts";

export type Topical = Asking & {
  /** Where "stop here" goes: what is written is kept. */
  readonly stop: string;
  /** What stands over the questions of a topic: how to reach her, what follows from the answers. */
  readonly beside?: (topic: string, drawn: Sheet) => readonly Node[];
  /** Called when a topic is left forwards; refuses while something that stands beside it is missing. */
  readonly leave?: (topic: string) => void;
  /** Called when somebody goes back from the first topic; without it there is no way back there. */
  readonly before?: () => Promise<void>;
};

type Walk = { readonly node: HTMLElement; readonly drawn: Sheet; readonly asking: Topical };

/** Draw a form topic by topic; `save` makes an act of all answers. */
export async function topical(asking: Topical, save: (all: Answered) => Promise<void>): Promise<HTMLElement> {
  const node = piece("topical", { stop: asking.stop });
  const walk = { node, drawn: await place(node, asking), asking };
  const at = asking.place ? String((await draftOf(session(), seat(asking)))["topic"] ?? "") : "";
  deed(node, "back", () => back(walk));
  deed(node, "next", () => next(walk, save));
  walk.drawn.node.addEventListener("input", () => describe(walk, current(walk)));
  turn(walk, nameOf(topics(walk).find((topic) => nameOf(topic) === at)));
  return node;
}

function seat({ place: where }: Topical): string {
  return `${where}/at`;
}

function topics({ drawn }: Walk): HTMLElement[] {
  const found = topicsOf(drawn.node);
  return found.length > 0 ? found : [drawn.node];
}

function nameOf(topic: HTMLElement | undefined): string {
  return topic?.dataset["topic"] ?? "";
}

function current(walk: Walk): HTMLElement {
  const found = topics(walk);
  return found.find((topic) => !topic.classList.contains("away")) ?? found[0] ?? walk.drawn.node;
}

/** Show one topic and nothing else of the form. */
function turn(walk: Walk, name: string): void {
  const found = topics(walk);
  const here = found.find((topic) => nameOf(topic) === name) ?? found[0];
  for (const topic of walk.drawn.node.querySelectorAll("section.topic")) topic.classList.toggle("away", topic !== here);
  if (here) describe(walk, here);
}

function describe(walk: Walk, here: HTMLElement): void {
  const { node, drawn, asking } = walk;
  const found = topics(walk);
  const at = found.indexOf(here);
  fill(node, {
    steps: found.length > 1 ? dashes(found.length, at) : [],
    step: found.length > 1 ? say("topical.step", { at: at + 1, all: found.length, title: drawn.title }) : say(asking.step),
    title: here.querySelector("h2")?.textContent ?? drawn.title,
    beside: asking.beside?.(nameOf(here), drawn) ?? [],
    next: say(at === found.length - 1 ? (asking.button ?? "topical.save") : "topical.next"),
  });
  need(node, '[data-act="back"]').hidden = at <= 0 && !asking.before;
}

async function go(walk: Walk, to: HTMLElement | undefined): Promise<void> {
  turn(walk, nameOf(to));
  if (walk.asking.place) await keepDraft(session(), seat(walk.asking), { topic: nameOf(to) });
  scrollTo(0, 0);
  need(walk.node, "h1").focus({ preventScroll: true });
}

async function back(walk: Walk): Promise<void> {
  const found = topics(walk);
  const at = found.indexOf(current(walk));
  if (at > 0) await go(walk, found[at - 1]);
  else await walk.asking.before?.();
}

/** What is wrong is said beside it; nothing that was written is lost. */
async function next(walk: Walk, save: (all: Answered) => Promise<void>): Promise<void> {
  const here = current(walk);
  walk.drawn.checked();
  if (faulty(here)) throw new Refused("form.check");
  walk.asking.leave?.(nameOf(here));
  const found = topics(walk);
  const after = found[found.indexOf(here) + 1];
  if (after) {
    quiet(after);
    return go(walk, after);
  }
  const wrong = found.find(faulty);
  if (wrong) {
    await go(walk, wrong);
    throw new Refused("form.check");
  }
  await save(answered(walk.drawn));
  for (const one of [walk.asking.place, seat(walk.asking)]) await dropDraft(session(), one);
}

function faulty(topic: HTMLElement): boolean {
  return [...topic.querySelectorAll<HTMLElement>(".fault")].some((one) => !one.hidden && one.textContent !== "");
}

/** What was not reached yet is not wrong yet. */
function quiet(topic: HTMLElement): void {
  for (const one of topic.querySelectorAll<HTMLElement>(".fault")) one.hidden = true;
  for (const one of topic.querySelectorAll('[aria-invalid="true"]')) one.removeAttribute("aria-invalid");
}
