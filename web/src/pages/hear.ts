/** What an organisation answers: its no needs a reason, its yes nothing. */

import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { save } from "../notebook.ts";
import { fill, typed } from "../screen.ts";
import type { Referral } from "../shelf/state.ts";
import { answered, place } from "./ask.ts";

export type Hearing = {
  /** How the answer came; refuses while nobody has said. */
  readonly saidBy: () => string;
  readonly done: () => void;
};

/** Draw the two answers; whoever writes them down does it the same way. */
export async function hear(node: HTMLElement, one: Referral, { saidBy, done }: Hearing): Promise<void> {
  deed(node, "accept", async () => {
    const on = typed(node, "day");
    const answer = { said_by: saidBy(), ...(on ? { appointment_day: on } : {}) };
    await save([{ kind: "referral.accepted", record: one.id, groups: { answer } }]);
    done();
  });
  const drawn = await place(node, { form: "answer@1", step: "", place: `recu/${one.id}`, without: ["appointment_day", "said_by"] });
  deed(node, "decline", async () => {
    const { groups, given } = answered(drawn, { said_by: saidBy() });
    if (!given["reason"]) throw new Refused("reason.missing");
    await save([{ kind: "referral.declined", record: one.id, groups }]);
    done();
  });
  fill(node, { fault: "" });
}
