/** Sheets that waited for keys: the sheet she heard leaves, to whom she heard; else she is asked again. */

import type { Body } from "../formats/bodies.ts";
import { digest } from "../formats/canon.ts";
import { makeGrant } from "../formats/grants.ts";
import { showCode } from "../formats/ids.ts";
import { type NewAct, books, save, state } from "../notebook.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Hand } from "../outbox/write.ts";
import { path } from "../router.ts";
import { piece } from "../screen.ts";
import { myKeys, session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import { keysOf } from "../shelf/keys.ts";
import { answers } from "../shelf/known.ts";
import { isRoled } from "../shelf/recipient.ts";
import { type Sheet, givenTo, stepOf } from "../shelf/resealing.ts";
import { type Referral, keyOf } from "../shelf/state.ts";
import { label } from "../words.ts";

/** Remember what was read to her: what leaves later must be the same. */
export async function keepHeard(hand: Hand, referral: string, content: Parameters<typeof digest>[0]): Promise<void> {
  await keepDraft(hand, seat(referral), { digest: await digest(content) });
}

function seat(referral: string): string {
  return `entendu/${referral}`;
}

/** Seal again what can leave now; called after each exchange. */
export async function sealAgain(): Promise<void> {
  const acts: NewAct[] = [];
  for (const one of mine()) {
    const { step, to } = stepOf(standing(one));
    if (step === "seal" && (await isAsHeard(one))) acts.push(await sealed(one, to));
  }
  if (acts.length > 0) await save(acts);
}

/** Return a line for each sheet that cannot leave as she heard it. */
export async function askLines(): Promise<HTMLElement[]> {
  const found: HTMLElement[] = [];
  for (const one of mine()) {
    const here = state().cases.get(one.case);
    if (!here) continue;
    const sheet = standing(one);
    const { step } = stepOf(sheet);
    if (sheet.later || (step !== "ask" && (step !== "seal" || (await isAsHeard(one))))) continue;
    const code = showCode(here.code);
    found.push(piece("ask-line", { code, need: label("needs", one.service), link: path("dossier", code, "orienter", one.service) }));
  }
  return found;
}

function mine(): Referral[] {
  const waits = ({ sender, act }: Referral) => sender === session().worker && answers(act, "heard").length > 0;
  return [...state().referrals.values()].filter(waits);
}

function standing(one: Referral): Sheet {
  const { id, act, status, recipient, release } = one;
  const all = state();
  const heard = answers(act, "heard");
  const to = all.organisations.get(recipient);
  const yes = all.releases.get(release);
  return {
    status, heard, later: [...all.referrals.values()].some((other) => isAgain(other, one)),
    allowed: yes !== undefined && !yes.ended,
    named: to ? [to.focalPoint, to.deputy].filter((one) => one !== "") : [],
    keyed: heard.filter((one) => isRoled(all, one)),
    readers: givenTo(books().about(id)),
  };
}

/** She was asked again, and it went the same way. */
function isAgain(other: Referral, { case: here, service, recipient, sent }: Referral): boolean {
  return other.case === here && other.service === service && other.recipient === recipient && other.sent > sent;
}

/** The sheet that would be opened is the one that was read to her on this device. */
async function isAsHeard({ id }: Referral): Promise<boolean> {
  const { digest: heard } = await draftOf(session(), seat(id));
  const { package: content } = await openRecord(books(), id, id);
  return content !== undefined && (heard === undefined || heard === (await digest(content)));
}

/** Only keys are added: the sealed sheet stays as it is. */
async function sealed({ id, act, release }: Referral, to: readonly string[]): Promise<NewAct> {
  const body = act.sealed.find((part) => part["type"] === "body") as unknown as Body;
  const [keys, signer] = [await keysOf(books(), id), await myKeys()];
  const entries = to.flatMap((one) => keyOf(state(), "worker", one)?.entry ?? []);
  const grants = entries.map((entry) => makeGrant(keys, { object: id, rights: "read", consent: release }, entry, signer));
  const sheet = { sheet: await digest(body as never), sealed_to: [...to] };
  return { kind: "referral.resealed", record: id, groups: { sheet }, sealed: (await Promise.all(grants)) as never };
}
