/** One need: where it stands, what she says of it, and its outcome. */

import { showCode } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { books, save, state } from "../notebook.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { go, path } from "../router.ts";
import { keep, need as want, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { openRecord } from "../shelf/bodies.ts";
import { type Case, type Line, type Referral, isPhoned, referralOf, shownLines } from "../shelf/state.ts";
import { day, label, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { remind } from "./conditions.ts";
import { packagePairs } from "./package.ts";
import { onTap } from "./sealed.ts";
import { mayTell } from "./told.ts";

/** Draw the page. */
export async function needLine(here: Case, [need = ""]: readonly string[]): Promise<HTMLElement | null> {
  const line = shownLines(state(), here).find((one) => one.need === need);
  if (!line) return null;
  const referral = referralOf(state(), line.id);
  const node = piece("need-line", {
    need: label("needs", need),
    status: statusOf(line, referral),
    orient: path("dossier", showCode(here.code), "orienter", need),
    told: path("dossier", showCode(here.code), "dit", need),
  });
  keep(node, partsOf(line, referral));
  if (referral) follow(node, here, referral);
  const draft = `ligne/${line.id}`;
  const first = line.outcome && line.outcome !== "referred" ? { outcome: line.outcome, reoffer: line.reoffer } : {};
  const asking = { form: "outcome@1", step: "", place: draft, fixed: { case: here.id }, first };
  const outcome = want(node, '[data-place="outcome"]');
  const drawn = await place(outcome, asking);
  deed(outcome, "save", async () => {
    await save([{ kind: "outcome.recorded", record: line.id, groups: answered(drawn).groups }]);
    await dropDraft(session(), draft);
    done(here);
  });
  return node;
}

const CONFIRMED = [
  ["confirm", "yes", "survivor"], ["partly", "partly", "survivor"], ["unreceived", "no", "survivor"],
] as const;

function follow(node: HTMLElement, here: Case, referral: Referral): void {
  void remind(node, here, referral.release);
  onTap(node, "sheet", async () => {
    const { package: content = {} } = await openRecord(books(), referral.id, referral.id);
    return packagePairs(referral.id, content);
  });
  for (const [name, received, by] of CONFIRMED) {
    deed(node, name, () => confirm(here, referral, { received, confirmed_by: by }));
  }
}

function partsOf(line: Line, referral: Referral | undefined): string[] {
  if (!referral) return line.dropped ? [] : ["orient"];
  const mine = referral.sender === session().worker;
  const sheet = [...(mine ? ["sheet"] : []), ...(mayTell(referral, session().worker) ? ["told"] : [])];
  if (["declined", "recalled"].includes(referral.status)) return line.dropped ? sheet : ["orient", ...sheet];
  if (referral.status === "sent") return sheet;
  const heard = referral.by.includes("survivor") && referral.received === "yes";
  return [...(heard ? [] : ["confirm"]), ...sheet];
}

function statusOf(line: Line, referral: Referral | undefined): string {
  const settled = line.outcome !== "" && line.outcome !== "referred";
  if (settled || !referral) {
    return settled ? say("line.outcome", { outcome: label("outcome", line.outcome) }) : say("line.nothing");
  }
  const code = codeOf(referral);
  return say(`line.${code}`, {
    organisation: state().organisations.get(referral.recipient)?.name ?? "",
    day: referral.day ? day(referral.day) : say("day.unsaid"),
    reason: label("reason", referral.reason),
  });
}

function codeOf({ status, by, recipient }: Referral): string {
  if (status === "received" && by.includes("survivor")) return "confirmed";
  return status === "sent" && isPhoned(state().organisations.get(recipient)) ? "told" : status;
}

async function confirm(here: Case, referral: Referral, receipt: { readonly received: string; readonly confirmed_by: string }): Promise<void> {
  await save([{ kind: "service.received", record: referral.id, groups: { receipt } }]);
  done(here);
}

function done(here: Case): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
