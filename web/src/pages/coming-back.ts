/** She comes back, whatever ended the help: the same code, and every yes asked again. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { requireGiver } from "../forms/giving.ts";
import { type NewAct, save, state } from "../notebook.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import type { Case } from "../shelf/state.ts";
import { day, inWordsOf, moment, say } from "../words.ts";
import { type Answered, ask } from "./ask.ts";
import { finish } from "./finish.ts";

/** Draw the page of a closed case: what she allowed then is over; then her yes, then the case. */
export async function reopen(here: Case, [step = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (step) return step === "accord" ? herYes(here, `rouvrir/${here.id}`, "ask.renew", () => keysAnew(here)) : null;
  const { closingAt, reasons } = here.course;
  const over = [...state().releases.values()].filter(({ survivor }) => survivor === here.survivor);
  return piece("reopen", {
    closed: say("case.closing.closed", { when: moment(closingAt), reasons: inWordsOf("reasons", reasons) }),
    over: over.map(({ recipient, categories, until }) => piece("item", { text: say("reopen.over", {
      organisation: state().organisations.get(recipient)?.name ?? "",
      what: inWordsOf("categories", categories),
      day: until ? day(until) : "",
    }) })),
    yes: path("dossier", showCode(here.code), "rouvrir", "accord"),
    case: path("dossier", showCode(here.code)),
  });
}

/** She stopped everything: only a new yes of hers begins again, under the same code. */
export async function resume(here: Case): Promise<HTMLElement | null> {
  return here.ended ? herYes(here, `reprendre/${here.id}`, "ask.consent", () => keysAfter(here)) : null;
}

/** A supervisor asked for something first: the yes is said again, and takes the place of the one before. */
export async function sayAgain(here: Case): Promise<HTMLElement> {
  return herYes(here, `redire/${here.id}`, "ask.again", async () => []);
}

/** What sealed her words was shredded: the case gets new keys; without the agency's they come later. */
async function keysAfter(here: Case): Promise<NewAct[]> {
  if (!here.keyless) return [];
  const { keysAgain } = await import("./take-back.ts");
  const act = await keysAgain(here);
  return act ? [act] : [];
}

/** The keys of before are gone with the end of help: the case gets new ones. */
async function keysAnew(here: Case): Promise<NewAct[]> {
  const { caseKeys } = await import("./open-case.ts");
  const sealed = await caseKeys(here.id);
  if (!sealed) throw new Refused("case.keys_missing");
  return [{ kind: "case.reopened", record: here.id, groups: { reopening: { survivor: here.survivor } }, sealed }];
}

/** Nothing is answered beforehand; without a yes nothing else begins. */
function herYes(here: Case, place: string, step: string, more: () => Promise<NewAct[]>): Promise<HTMLElement> {
  return ask({ form: "consent@1", step, place, fixed: { code: here.code } }, async ({ groups, given }: Answered) => {
    requireGiver(given);
    const after = given["services"] === "yes" ? await more() : [];
    await save([{ kind: "consent.given", record: here.survivor, groups }, ...after]);
    await dropDraft(session(), place);
    finish(here, ...(after.length > 0 ? ["contact"] : []));
  });
}
