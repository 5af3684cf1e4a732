/** What an organisation answers aloud or by phone: its no needs a reason, its yes nothing. */

import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { save } from "../notebook.ts";
import { fill, typed } from "../screen.ts";
import type { Referral } from "../shelf/state.ts";
import { answered, place } from "./ask.ts";

/** Draw the two answers; whoever answers for an organisation records them the same way. */
export async function hear(node: HTMLElement, one: Referral, done: () => void): Promise<void> {
  deed(node, "accept", async () => {
    const on = typed(node, "day");
    const groups = on ? { answer: { appointment_day: on } } : {};
    await save([{ kind: "referral.accepted", record: one.id, groups }]);
    done();
  });
  const drawn = await place(node, { form: "answer@1", step: "", place: `recu/${one.id}`, without: ["appointment_day"] });
  deed(node, "decline", async () => {
    const { groups, given } = answered(drawn);
    if (!given["reason"]) throw new Refused("reason.missing");
    await save([{ kind: "referral.declined", record: one.id, groups }]);
    done();
  });
  fill(node, { fault: "" });
}
