/** What the caseworker before me wrote and sent after she had left: read here, applied by nobody. */

import type { Act } from "../formats/act.ts";
import { type Body, openBody } from "../formats/bodies.ts";
import type { JsonObject } from "../formats/canon.ts";
import { asked } from "../keeping/state.ts";
import { books, state } from "../notebook.ts";
import { readable } from "../pages/held.ts";
import { pairsOf } from "../pages/sealed.ts";
import { inWords } from "../pages/thread.ts";
import { path } from "../router.ts";
import { bar, fill, piece } from "../screen.ts";
import { showCode } from "../formats/ids.ts";
import { keyOf } from "../shelf/keys.ts";
import type { Case } from "../shelf/state.ts";
import { session } from "../session/session.ts";
import { count, moment, say } from "../words.ts";

export type Late = {
  readonly act: string; readonly kind: string; readonly record: string; readonly called: string;
  readonly written_at: string; readonly arrived_at: string; readonly before: boolean;
  readonly groups: { readonly [group: string]: JsonObject }; readonly sealed: readonly Body[];
};

/** What she took back first, then what can be taken up, and last what was written when her worker was gone. Pure. */
export function inOrder(found: readonly Late[]): readonly Late[] {
  const rank = ({ kind, before }: Late) => (kind === "consent.withdrawn" ? 0 : before ? 1 : 2);
  const by = (one: Late, other: Late) => rank(one) - rank(other) || (one.written_at < other.written_at ? -1 : 1);
  return [...found].sort(by);
}

/** Say on the day's page in which cases something arrived; nothing of what it is. */
export async function waitingNote(): Promise<HTMLElement[]> {
  const { late: waits = {} } = session().me;
  const here = [...state().cases.values()].map(({ survivor, code }) => [survivor, code] as const);
  const away = books().listed().map(({ root, code }) => [root, code] as const);
  return noted(waits, [...here, ...away]).map(([code, number]) =>
    piece("late-note", { code: showCode(code), text: count("late.waiting", number), link: path("dossier", showCode(code), "arrive") }));
}

/** Return code → how much arrived, of cases that are known here. Pure. */
export function noted(waits: { readonly [survivor: string]: number }, cases: readonly (readonly [survivor: string, code: string])[]): [string, number][] {
  return [...new Map(cases)].flatMap(([survivor, code]) => (waits[survivor] ? [[code, waits[survivor]]] : []));
}

/** What has just been read waits no more; the server knows it, too. */
function forget(survivor: string): void {
  const mine = session();
  const { [survivor]: _read, ...late } = mine.me.late ?? {};
  mine.me = { ...mine.me, late };
}

/** Draw the page. */
export async function late(here: Case): Promise<HTMLElement> {
  bar(showCode(here.code), path("dossier", showCode(here.code)));
  const { late: found } = await asked<{ late: readonly Late[] }>(`/app/v1/late/${here.survivor}`);
  forget(here.survivor);
  const node = piece("late", { code: showCode(here.code) });
  const parts: HTMLElement[] = [];
  for (const one of inOrder(found)) parts.push(await drawn(here, one));
  return fill(node, { parts: parts.length > 0 ? parts : say("late.none") });
}

async function drawn(here: Case, one: Late): Promise<HTMLElement> {
  const opened: JsonObject[] = [];
  let shut = 0;
  for (const body of one.sealed) {
    const answers = await read(body);
    if (answers) opened.push(answers);
    else shut += 1;
  }
  const pairs = [...Object.values(one.groups), ...opened].map((each) => readable(each)).flatMap(pairsOf);
  const { kind, record, groups } = one;
  return piece("late-part", {
    what: inWords(state(), here, { act: { kind, record, groups } as Act }),
    when: say(one.before ? "late.before" : "late.after", { who: one.called, when: moment(one.written_at), arrived: moment(one.arrived_at) }),
    pairs,
    shut: shut > 0 ? say("late.shut") : null,
  });
}

/** What a body says; null when its key is gone, or is not mine yet. */
async function read(body: Body): Promise<JsonObject | null> {
  const { object, compartment, version } = body;
  const key = await keyOf(books(), object, compartment, body.key);
  return key ? openBody(body, { object, compartment, version }, key).catch(() => null) : null;
}
