/** A supervisor looks at the type of an incident, sees what made it, and corrects it with a reason. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { type Sheet, sheet } from "../forms/sheet.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, keep, need, piece } from "../screen.ts";
import { call } from "../session/call.ts";
import { may, session } from "../session/session.ts";
import { label, moment, monthOf, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { signNow } from "./sign-now.ts";

const ADDRESS = "types";
/** In the address: what follows is a code, not an incident. */
const OF_CODE = "code";

type Listed = {
  readonly id: string; readonly code: string; readonly lead: string; readonly recorded_at: string;
  readonly month: string; readonly gbv_type: string;
};
type Typed = Listed & {
  readonly answers: { readonly [question: string]: string }; readonly derived: string;
  readonly contexts: readonly string[]; readonly correction_reason: string; readonly version: number;
};

/** Draw the last ones, those of a code, or one; read from the server each time, and kept nowhere. */
export async function page([name = "", code = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (!may("team.read")) return null;
  bar("", name ? path(ADDRESS) : path("equipe"));
  if (name && name !== OF_CODE) return one(await asked<Typed>(`incidents/${encodeURIComponent(name)}`));
  const plain = code.replaceAll("-", "").toUpperCase().slice(0, 9);
  const { incidents } = await asked<{ incidents: readonly Listed[] }>(`incidents?code=${encodeURIComponent(plain)}`);
  return list(incidents, plain);
}

function asked<T>(what: string): Promise<T> {
  const { token } = session();
  if (!token) throw new Refused("network.down");
  return call<T>(`/app/v1/${what}`, { token });
}

function list(incidents: readonly Listed[], code: string): HTMLElement {
  const node = keep(piece("types", { cards: incidents.map(card) }), incidents.length > 0 ? [] : ["empty"]);
  const field = need<HTMLInputElement>(node, "#type-code");
  field.value = code ? showCode(code) : "";
  const find = () => go(ADDRESS, ...(field.value.trim() ? [OF_CODE, field.value.trim()] : []));
  deed(node, "find", find);
  field.addEventListener("keydown", ({ key }) => void (key === "Enter" && find()));
  return node;
}

function card(incident: Listed): HTMLElement {
  return piece("card", {
    code: showCode(incident.code), when: moment(incident.recorded_at), what: typeOf(incident.gbv_type),
    how: incident.month ? say("incident.month", { month: monthOf(incident.month) }) : "", link: path(ADDRESS, incident.id),
  });
}

function typeOf(code: string): string {
  return code && code !== "unknown" ? label("gbv_type", code) : say("incident.untyped");
}

async function one(found: Typed): Promise<HTMLElement> {
  bar(showCode(found.code), path(ADDRESS));
  const questions = await sheet("incident@1");
  const { correction_reason: reason } = found;
  const node = piece("type", {
    noted: say("type.noted", { when: moment(found.recorded_at), who: state().workers.get(found.lead)?.called ?? "" }),
    type: typeOf(found.gbv_type),
    corrected: reason ? say("type.corrected", { derived: typeOf(found.derived), reason: label("correction_reason", reason) }) : null,
    answers: pairs(questions, found),
    contexts: found.contexts.map((context) => piece("item", { text: say(`context.${context}`) })),
  });
  keep(node, [...(found.derived === "unknown" ? ["open"] : ["why"]), ...(found.contexts.length > 0 ? ["contexts"] : [])]);
  const drawn = await place(node, { form: "correction@1", step: "", place: "" });
  deed(node, "correct", () => correct(found, drawn));
  return node;
}

/** The questions that were asked, up to the first yes. */
function pairs(questions: Sheet, { answers }: Typed): HTMLElement[] {
  const given = Object.entries(answers).filter(([, answer]) => answer !== "");
  return given.map(([question, answer]) => piece("pair", { term: questions.textOf(question), value: label(question, answer) }));
}

/** Her answers stay as they are; only the type changes, from what was seen here. */
async function correct({ id, gbv_type: now, version }: Typed, drawn: Sheet): Promise<void> {
  const { given, groups } = answered(drawn);
  if (given["corrected_type"] === now) throw new Refused("type.same");
  await signNow({ kind: "type.corrected", record: id, groups, base: version }, ADDRESS);
}
