/** An incident: the rest of the form, each one listed, sealed parts opened on tap, corrected in place. */

import type { Groups } from "../formats/act.ts";
import type { Json } from "../formats/canon.ts";
import { newId, showCode } from "../formats/ids.ts";
import type { Form } from "../forms/check.ts";
import { derived } from "../forms/derive.ts";
import { deed } from "../news.ts";
import { books, save } from "../notebook.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { go, path } from "../router.ts";
import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import { text } from "../shelf/known.ts";
import type { Case, Incident } from "../shelf/state.ts";
import { label, moment, monthOf, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { seal } from "./seal.ts";
import { about, onTap } from "./sealed.ts";
import type { Walk } from "./wizard.ts";

export const FORM = "incident@1";
const SEALED = ["sensitive", "narrative"];

/** Draw what is listed of every incident: its type and month; the rest on tap. */
export function incidents(here: Case): HTMLElement[] {
  return here.incidents.map((incident) => {
    const type = text(incident.answers, "gbv_type");
    const month = text(incident.answers, "month");
    const node = piece("incident", {
      type: type ? label("gbv_type", type) : say("incident.untyped"),
      when: month ? say("incident.month", { month: monthOf(month) }) : say("incident.noted", { when: moment(incident.noted) }),
      correct: path("dossier", showCode(here.code), "note", incident.id),
    });
    onTap(node, "told", () => about(here, incident.id, SEALED));
    return node;
  });
}

/** Draw what is asked after the six questions; `back` is the last of them. */
export async function rest(walk: Walk, back: () => Promise<void>): Promise<HTMLElement> {
  const { here, names, draft, known: incident } = walk;
  const given = Object.fromEntries(names.filter((name) => walk.told[name] !== undefined).map((name) => [name, walk.told[name] ?? ""]));
  const type = typeOf(walk.asked.form, given, incident);
  const node = piece("outcome", { type: say("wizard.type", { type: label("gbv_type", type) }) });
  const fixed = { case: here.id, ...given, ...(type ? { gbv_type: type } : {}) };
  const record = incident?.id ?? newId();
  const [before, { identity = {} }] = await Promise.all([openRecord(books(), here.id, record), openRecord(books(), here.id, here.survivor)]);
  const known = { "identity.birth_date": identity["birth_date"] ?? "" };
  const first = { ...here.profile, ...incident?.answers, ...before["sensitive"], ...before["narrative"] };
  const drawn = await place(node, { form: FORM, step: "", place: `${draft}/suite`, fixed, known, first });
  deed(node, "back", back);
  deed(node, "save", async () => {
    const { groups, sealed } = answered(drawn);
    const whole = { ...emptied(drawn.form, incident), ...groups };
    await save([{ kind: "incident.recorded", record, groups: whole, sealed: await seal(here.id, sealed, before) }]);
    for (const one of [draft, `${draft}/suite`]) await dropDraft(session(), one);
    document.dispatchEvent(new CustomEvent("saved"));
    go("dossier", showCode(here.code));
  });
  return node;
}

/** The six answers tell the type; without any, it stays what it was. */
function typeOf(form: Form, given: { readonly [name: string]: Json }, incident: Incident | undefined): string {
  if (Object.keys(given).length === 0) return text(incident?.answers ?? {}, "gbv_type");
  const today = new Date().toISOString().slice(0, 10);
  return derived(form, given, today, {})["gbv_type"] ?? "";
}

/** Every group that had answers is said again, so that what was taken out is gone. */
function emptied({ questions }: Form, incident: Incident | undefined): Groups {
  const answers = incident?.answers ?? {};
  const said = questions.filter(({ name, compartment }) => !compartment && Object.hasOwn(answers, name));
  return Object.fromEntries(said.map(({ group }) => [group, {}]));
}
