/** A supervisor who holds the vault's half asks for the other one: a reason, one case, four hours. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { answered, place } from "../pages/ask.ts";
import { signNow } from "../pages/sign-now.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { say } from "../words.ts";
import { asking } from "./halves.ts";
import { askable, glasses } from "./state.ts";

export const ADDRESS = ["equipe", "deux"] as const;

/** Draw the page of a case that I do not hold. */
export async function ask(code: string): Promise<HTMLElement> {
  const of = await askable(code);
  bar(showCode(of.code), path(...ADDRESS));
  const node = piece("glass-ask", {
    lead: say("glass.lead", { who: state().workers.get(of.lead)?.called ?? "" }),
    running: await running(of.waits, of.code),
  });
  keep(node, of.waits ? ["waits"] : ["asking"]);
  if (of.waits) return node;
  const drawn = await place(node, { form: "glass@1", step: "", place: "", fixed: { case: of.case, survivor: of.survivor } });
  deed(node, "ask", async () => {
    const { groups, sealed } = answered(drawn);
    const reason = sealed["narrative"];
    if (!reason) throw new Refused("form.check");
    await signNow(await asking(of, { groups, reason }), ...ADDRESS);
  });
  return node;
}

/** Where what I asked before stands. */
async function running(waits: boolean, code: string): Promise<string> {
  const mine = waits ? (await glasses()).glasses.find((one) => one.mine && one.code === code) : undefined;
  return mine ? path(...ADDRESS, mine.id) : path(...ADDRESS);
}
