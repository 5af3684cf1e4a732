/** A page that asks one form: draft kept while writing, checked before saving. */

import type { Json } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import type { Given } from "../forms/check.ts";
import { type Parts, parted } from "../forms/parts.ts";
import { type Known, type Sheet, sheet } from "../forms/sheet.ts";
import { deed, fault, wordsOf } from "../news.ts";
import { draftOf, dropDraft, endsOf, keepDraft } from "../outbox/drafts.ts";
import { fill, need, piece } from "../screen.ts";
import { isOpen, session } from "../session/session.ts";
import { say } from "../words.ts";

const PAUSE = 500;
/** Says that there is a draft, even when everything was taken out again. */
const BEGUN = "begun";

export type Asking = Known & {
  readonly form: string;
  readonly step: string;
  /** Where the draft is kept; empty when every answer must begin empty. */
  readonly place: string;
  /** Answers to begin with. */
  readonly first?: Given;
  /** Words of the button. */
  readonly button?: string;
};

export type Answered = Parts & { readonly given: Given };

/** Draw a form on a page of its own; `keep` makes an act of the answers. */
export async function ask(asking: Asking, save: (answered: Answered) => Promise<void>): Promise<HTMLElement> {
  const node = piece("asking", { step: say(asking.step), ...(asking.button ? { button: say(asking.button) } : {}) });
  const drawn = await place(node, asking);
  fill(node, { title: drawn.title });
  deed(node, "save", async () => {
    await save(answered(drawn));
    await dropDraft(session(), asking.place);
  });
  return node;
}

/** Put a form into its place on any page; its draft is kept. */
export async function place(node: HTMLElement, asking: Asking): Promise<Sheet> {
  const drawn = await sheet(asking.form, asking);
  need(node, '[data-slot="form"]').replaceChildren(drawn.node);
  const draft = asking.place ? ((await draftOf(session(), asking.place)) as { readonly [name: string]: Json }) : {};
  drawn.put(Object.keys(draft).length > 0 ? draft : { ...asking.first }); // a draft is whole
  if (!asking.place) return drawn;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begun = endsOf(asking.place);
  drawn.node.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void keep(drawn, asking.place, begun).catch((error: unknown) => fault(node, wordsOf(error))), PAUSE);
  });
  return drawn;
}

/** Keep what is half written, unless the page has become an act meanwhile. */
async function keep(drawn: Sheet, place: string, begun: number): Promise<void> {
  if (drawn.node.isConnected && isOpen() && endsOf(place) === begun) await keepDraft(session(), place, { ...drawn.read(), [BEGUN]: "yes" });
}

/** Return the answers of a form; refuse while something is wrong. */
export function answered(drawn: Sheet, more: Given = {}): Answered {
  const given = drawn.checked(more);
  if (!given) throw new Refused("form.check");
  return { given, ...parted(drawn.form, given) };
}
