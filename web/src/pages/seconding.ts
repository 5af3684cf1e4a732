/** Two people for every role and key: what waits for my signature, and what I asked of others. */

import { type Statement, type Step, sign } from "../formats/seconded.ts";
import { newId } from "../formats/ids.ts";
import { dock } from "../frame.ts";
import type { Agreement, WaitingKey } from "../keeping/state.ts";
import { deed } from "../news.ts";
import { type NewAct, widen } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { call } from "../session/call.ts";
import { who } from "../session/opening.ts";
import { session } from "../session/session.ts";
import { count, label, moment, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { agreementCard, decideKey, keyCard } from "./seconding-keys.ts";
import { signHere, signNow } from "./sign-now.ts";

export const ADDRESS = ["equipe", "signer"] as const;

type Waiting = Statement & {
  readonly called: string; readonly house: string; readonly may: boolean;
  readonly asked_by: string; readonly asked_at: string;
};

type Found = { readonly waiting: readonly Waiting[]; readonly keys: readonly WaitingKey[]; readonly agreements: readonly Agreement[] };

function waiting(): Promise<Found> {
  return call<Found>("/app/v1/seconds", { token: session().token });
}

/** Draw what waits, or one thing to decide. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  bar("", id ? path(...ADDRESS) : path("equipe"));
  await renew();
  const found = await waiting();
  if (!id) return list(found);
  const one = found.waiting.find(({ grant, may }) => may && grant === id);
  const key = found.keys.find(({ record, may, mine }) => (may || mine) && record === id);
  return one ? decide(one) : key ? decideKey(key) : null;
}

/** Who has no role yet may have got one meanwhile: the ways below follow. */
async function renew(): Promise<void> {
  const mine = session();
  if (mine.me.roles.length > 0) return;
  const { roles, permissions } = await who(mine.token);
  mine.me = { ...mine.me, roles, permissions };
  dock();
}

function list(found: Found): HTMLElement {
  const drawn = (may: boolean) => [...found.waiting.filter((one) => one.may === may).map(card), ...found.keys.filter((one) => one.may === may).map(keyCard)];
  const [due, mine] = [[...drawn(true), ...found.agreements.map(agreementCard)], drawn(false)];
  const node = piece("seconds", { due, mine });
  const none = session().me.roles.length === 0 ? "none" : "";
  return keep(node, [none, due.length > 0 ? "due" : "calm", ...(mine.length > 0 ? ["mine"] : [])]);
}

function card(one: Waiting): HTMLElement {
  const node = piece("second-card", {
    called: one.called, house: one.house, role: label("role", one.role),
    how: say(`second.${one.step}.${one.may ? "asked" : "mine"}`, { who: one.asked_by, when: moment(one.asked_at) }),
    link: path(...ADDRESS, one.grant),
  });
  node.classList.add(one.may ? "due" : "told");
  return keep(node, one.may ? ["go"] : []);
}

async function decide(one: Waiting): Promise<HTMLElement> {
  const names = { called: one.called, house: one.house, role: label("role", one.role) };
  const node = piece("role-second", {
    ...names,
    title: say(`second.${one.step}.title`, names),
    asked: say(`second.${one.step}.by`, { who: one.asked_by, when: moment(one.asked_at) }),
    opens: say(`opens.${one.role}`),
    after: say(`second.${one.step}.after`, names),
  });
  keep(node, one.step === "given" ? ["no"] : []);
  const drawn = one.step === "given" ? await place(node, { form: "role_refusal@1", step: "", place: "" }) : null;
  deed(node, "sign", async () => {
    await signHere(seconding(one));
    await renew();
    await widen(true); // who may do what has changed
    go(...ADDRESS);
  });
  deed(node, "refuse", () => (drawn ? signNow({ kind: "role.refused", record: one.grant, groups: answered(drawn).groups }, ...ADDRESS) : undefined));
  return node;
}

function seconding(said: Statement): NewAct {
  return { kind: "role.seconded", record: said.grant, groups: { seconded: { signature: sign(session().signSeed, said) } } };
}

/** Say on another page what waits; nothing when nothing does. */
export async function waitingNote(): Promise<HTMLElement[]> {
  const { waiting: roles, keys, agreements } = await waiting();
  const all = [...roles, ...keys, ...agreements];
  const due = [...roles, ...keys].filter(({ may }) => may).length + agreements.length;
  const none = session().me.roles.length === 0;
  if (all.length === 0 && !none) return [];
  const what = agreements.length > 0 ? "any." : keys.length === 0 ? "" : roles.length === 0 ? "key." : "any.";
  const text = due > 0 ? count(`second.${what}due`, due) : none ? say("second.none") : count(`second.${what}mine`, all.length);
  const node = piece("second-note", { text });
  if (due > 0) node.classList.add("main");
  return [node];
}

/** Ask that somebody gets a role: it counts once another person has signed, too. */
export function asking(worker: string, agency: string, role: string): NewAct {
  const grant = newId();
  return { kind: "role.granted", record: grant, groups: { role: { worker, agency, role }, signed: { signature: mine({ grant, worker, agency, role, step: "given" }) } } };
}

/** End a role: it ends at once, and another person agrees later. */
export function ending(said: Omit<Statement, "step">, reason: string): NewAct {
  const signature = mine({ ...said, step: "ended" });
  return { kind: "role.ended", record: said.grant, groups: { ending: { reason }, ending_signed: { signature } } };
}

function mine(said: Statement & { readonly step: Step }): string {
  return sign(session().signSeed, said);
}
