/** One need: where it stands, what she says of it, and its outcome. */

import { showCode } from "../formats/ids.ts";
import { save, state } from "../notebook.ts";
import { deed } from "../news.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { go, path } from "../router.ts";
import { keep, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { type Case, type Line, type Referral, referralOf } from "../shelf/state.ts";
import { day, label, say } from "../words.ts";
import { answered, place } from "./ask.ts";

/** Draw the page. */
export async function needLine(here: Case, [need = ""]: readonly string[]): Promise<HTMLElement | null> {
  const line = here.lines.find((one) => one.need === need);
  if (!line) return null;
  const referral = referralOf(state(), line.id);
  const node = piece("need-line", {
    need: label("needs", need),
    status: statusOf(line, referral),
    orient: path("dossier", showCode(here.code), "orienter", need),
  });
  keep(node, partsOf(referral));
  for (const [deedName, received] of [["confirm", "yes"], ["partly", "partly"], ["unreceived", "no"]] as const) {
    if (referral) deed(node, deedName, () => confirm(here, referral, received));
  }
  const draft = `ligne/${line.id}`;
  const first = line.outcome && line.outcome !== "referred" ? { outcome: line.outcome, reoffer: line.reoffer } : {};
  const drawn = await place(node, { form: "outcome@1", step: "", place: draft, fixed: { case: here.id }, first });
  deed(node, "save", async () => {
    await save([{ kind: "outcome.recorded", record: line.id, groups: answered(drawn).groups }]);
    await dropDraft(session(), draft);
    done(here);
  });
  return node;
}

function partsOf(referral: Referral | undefined): string[] {
  if (!referral || ["declined", "recalled"].includes(referral.status)) return ["orient"];
  const heard = referral.by.includes("survivor") && referral.received === "yes";
  return !heard && ["accepted", "received"].includes(referral.status) ? ["confirm"] : [];
}

function statusOf(line: Line, referral: Referral | undefined): string {
  const settled = line.outcome !== "" && line.outcome !== "referred";
  if (settled || !referral) {
    return settled ? say("line.outcome", { outcome: label("outcome", line.outcome) }) : say("line.nothing");
  }
  const code = referral.status === "received" && referral.by.includes("survivor") ? "confirmed" : referral.status;
  return say(`line.${code}`, {
    organisation: state().organisations.get(referral.recipient)?.name ?? "",
    day: referral.day ? day(referral.day) : say("day.unsaid"),
    reason: label("reason", referral.reason),
  });
}

async function confirm(here: Case, referral: Referral, received: "yes" | "partly" | "no"): Promise<void> {
  const groups = { receipt: { received, confirmed_by: "survivor" } };
  await save([{ kind: "service.received", record: referral.id, groups }]);
  done(here);
}

function done(here: Case): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code));
}
