/** A new case: is it safe to talk, then her yes, then a code born here. */

import { newCode, newId, showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { save } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, piece } from "../screen.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { requireRoom } from "../outbox/trial.ts";
import { rest } from "../rest.ts";
import { may, session } from "../session/session.ts";
import { type Answered, ask } from "./ask.ts";

const PLACE = "nouveau";
const STILL: { readonly [name: string]: string } = {
  "": "speak", non: "speak-no", "plus-tard": "speak-later", refus: "refused",
};

/** Draw the page. */
export async function page([name = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (!may("case.write")) return null;
  bar("", name ? path(PLACE) : path());
  if (name === "accord") return consent();
  const still = STILL[name];
  return still ? piece(still) : null;
}

function consent(): Promise<HTMLElement> {
  const fixed = { code: newCode() };
  return tried(ask({ form: "consent@1", step: "ask.consent", place: PLACE, fixed }, keep));
}

/** The device is tried while a conversation's page comes: a full one says so before anything is told. */
export async function tried<T>(asked: Promise<T>): Promise<T | HTMLElement> {
  const [room] = await Promise.allSettled([requireRoom(session()), asked]);
  return room.status === "rejected" ? full(room.reason) : asked;
}

async function full(reason: unknown): Promise<HTMLElement> {
  if (!(reason instanceof Refused) || reason.code !== "device.full") throw reason;
  await rest();
  return piece("full", { again: location.hash });
}

async function keep({ groups, given }: Answered): Promise<void> {
  const survivor = newId();
  if (given["services"] !== "yes") {
    await save([{ kind: "consent.given", record: survivor, groups }]);
    await dropDraft(session(), PLACE);
    return go(PLACE, "refus");
  }
  const [{ openCase }, { requireGiver }] = await Promise.all([import("./open-case.ts"), import("../forms/giving.ts")]);
  requireGiver(given);
  const opening = await openCase(survivor);
  if (!opening) throw new Refused("case.keys_missing");
  await save([{ kind: "consent.given", record: survivor, groups }, opening]);
  await dropDraft(session(), PLACE);
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(String(given["code"])), "suite");
}
