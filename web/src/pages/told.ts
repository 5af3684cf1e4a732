/** The fourth way to answer: what an organisation said by phone or on the spot. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { books, save, state } from "../notebook.ts";
import { go } from "../router.ts";
import { keep, need as want, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import type { Answer } from "../shelf/spoken.ts";
import { type Case, type Referral, referralOf, shownLines } from "../shelf/state.ts";
import { day, label, say } from "../words.ts";
import { remind } from "./conditions.ts";
import { hear } from "./hear.ts";
import { packagePairs } from "./package.ts";
import { onTap } from "./sealed.ts";

const PARTS: { readonly [status: string]: readonly string[] } = {
  sent: ["answer", "how"], accepted: ["answer", "receipt", "how"],
};
const RECEIPTS = [["given", "yes"], ["partly", "partly"], ["absent", "no"]] as const;

/** Tell whether this worker may write down what the organisation says. */
export function mayTell({ sender, status, spoken }: Referral, worker: string): boolean {
  return sender === worker && (["sent", "accepted"].includes(status) || (spoken?.other ?? null) !== null);
}

/** Draw the page. */
export async function told(here: Case, [need = ""]: readonly string[]): Promise<HTMLElement | null> {
  const line = shownLines(state(), here).find((one) => one.need === need);
  const referral = line && referralOf(state(), line.id);
  if (!referral || !mayTell(referral, session().worker)) return null;
  const { name = "" } = state().organisations.get(referral.recipient) ?? {};
  const other = referral.spoken?.other ?? null;
  const node = piece("told", {
    organisation: name,
    need: label("needs", need),
    status: wordOf(standing(referral)),
    other: other ? wordOf(other) : null,
  });
  const parts = other ? ["disputed", "answer", "how"] : (PARTS[referral.status] ?? []);
  keep(node, parts);
  void remind(node, here, referral.release);
  onTap(node, "sheet", async () => {
    const { package: content = {} } = await openRecord(books(), referral.id, referral.id);
    return packagePairs(referral.id, content);
  });
  const saidBy = () => chosen(node);
  const done = () => finish(here, need);
  if (parts.includes("answer")) await hear(node, referral, { saidBy, done });
  for (const [button, received] of RECEIPTS) deed(node, button, () => receive(referral, received, saidBy(), done));
  return node;
}

function standing({ status, day: on, reason, spoken }: Referral): Answer {
  const said_by = status === "sent" ? "" : (spoken?.saidBy ?? "");
  return { status: status === "declined" ? "declined" : "accepted", said_by, day: on, reason };
}

/** Say one answer, and how it came: written by them, by phone, on the spot. */
function wordOf({ status, said_by: by, day: on, reason }: Answer): string {
  if (by === "") return say("told.silent");
  const words = { day: on ? day(on) : say("day.unsaid"), reason: label("reason", reason), how: say(`told.by.${by}`) };
  return say(`told.${status}`, words);
}

function chosen(node: HTMLElement): string {
  const radio = want(node, "[data-how]").querySelector<HTMLInputElement>("input:checked");
  if (!radio) throw new Refused("told.how");
  return radio.value;
}

async function receive(referral: Referral, received: string, saidBy: string, done: () => void): Promise<void> {
  const receipt = { received, confirmed_by: "provider", said_by: saidBy };
  await save([{ kind: "service.received", record: referral.id, groups: { receipt } }]);
  done();
}

function finish(here: Case, need: string): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code), "ligne", need);
}
