/** What happened, after the six questions: topic by topic, each answer optional, corrected in place. */

import type { Json } from "../formats/canon.ts";
import { newId, showCode } from "../formats/ids.ts";
import { carried } from "../forms/carried.ts";
import type { Form, Given } from "../forms/check.ts";
import { contexts } from "../forms/contexts.ts";
import { today } from "../forms/days.ts";
import { derived } from "../forms/derive.ts";
import type { Sheet } from "../forms/sheet.ts";
import { books, save, state } from "../notebook.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import { text } from "../shelf/known.ts";
import { forceAll } from "../shelf/registers.ts";
import type { Case, Incident } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { emptied } from "./emptied.ts";
import { finish } from "./finish.ts";
import { typeOf } from "./incidents.ts";
import { seal } from "./seal.ts";
import { topical } from "./topical.ts";
import type { Walk } from "./wizard.ts";

export const FORM = "incident@1";
/** Draw what is asked after the six questions, topic by topic; `back` is the last of them. */
export async function rest(walk: Walk, back: () => Promise<void>): Promise<HTMLElement> {
  const { here, names, draft, known: incident } = walk;
  const given = Object.fromEntries(names.filter((name) => walk.told[name] !== undefined).map((name) => [name, walk.told[name] ?? ""]));
  const type = derivedType(walk.asked.form, given, incident);
  const record = incident?.id ?? newId();
  const [before, { identity = {} }] = await Promise.all([openRecord(books(), here.id, record), openRecord(books(), here.id, here.survivor)]);
  const asking = {
    form: FORM,
    step: "ask.incident",
    place: `${draft}/suite`,
    fixed: { ...(incident ? {} : said(walk.asked.form, here)), case: here.id, ...given, ...(type ? { gbv_type: type } : {}) },
    known: { "identity.birth_date": identity["birth_date"] ?? "" },
    first: { ...(incident?.answers ?? { told_on: today() }), ...before["sensitive"], ...before["narrative"] },
    stop: path("dossier", showCode(here.code)),
    before: back,
    beside: (_topic: string, drawn: Sheet) => followed(drawn.read(), type, incident),
  };
  return topical(asking, async ({ groups, sealed }) => {
    const whole = { ...emptied(walk.asked.form, incident?.answers ?? {}), ...groups };
    await save([{ kind: "incident.recorded", record, groups: whole, sealed: await seal(here.id, sealed, before) }]);
    for (const one of [draft, `${draft}/suite`]) await dropDraft(session(), one);
    finish(here);
  });
}

/** What she has said of herself already is not asked again. */
function said(form: Form, here: Case): Given {
  return carried(form, forceAll(state().registers, here.survivor));
}

/** What follows from the answers, in words and with its reason, while they are given. */
function followed(given: Given, derived: string, incident: Incident | undefined): HTMLElement[] {
  const reason = text(incident?.answers ?? {}, "correction_reason");
  const type = incident && reason ? typeOf(incident) : derived;
  if (!type) return [];
  const why = reason ? say("incident.corrected", { reason: label("correction_reason", reason) }) : say("wizard.why");
  const kind = piece("derived", { what: say("wizard.type", { type: label("gbv_type", type) }), why });
  return [kind, ...contexts(given, type).map((code) => piece("derived", { what: say(`context.${code}`), why: say(`context.${code}.why`) }))];
}

/** The six answers tell the type; without any, it stays what it was. */
function derivedType(form: Form, given: { readonly [name: string]: Json }, incident: Incident | undefined): string {
  if (Object.keys(given).length === 0) return text(incident?.answers ?? {}, "gbv_type");
  return derived(form, given, today(), {})["gbv_type"] ?? "";
}
