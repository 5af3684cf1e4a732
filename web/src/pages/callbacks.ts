/** Who asks to be called back: what she left is opened here, by whoever holds the intake key, and kept nowhere. */

import { type Deposit, openDeposit } from "../formats/deposit.ts";
import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { heldBy } from "../keeping/hold.ts";
import { deed } from "../news.ts";
import { state } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, fill, keep, need, piece } from "../screen.ts";
import { call } from "../session/call.ts";
import { may, session } from "../session/session.ts";
import { moment, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { isAwaited } from "../shelf/published.ts";
import { bear } from "./bear-key.ts";
import { signNow } from "./sign-now.ts";

const ADDRESS = "rappels";
/** What she may have left, in the order in which it is needed. */
const LEFT = ["reach", "hours", "word", "more"];

type Waiting = { readonly id: string; readonly code: string; readonly lead: string; readonly asked_at: string; readonly part: Deposit | null };
type Intake = { readonly epoch: number; readonly holders: readonly string[]; readonly is_mine: boolean };

/** Draw who waits, or one of them; read from the server each time. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (!may("keys.intake")) return null;
  bar("", id ? path(ADDRESS) : path("equipe"));
  const { token } = session();
  if (!token) throw new Refused("network.down");
  const { callbacks, intake } = await call<{ callbacks: readonly Waiting[]; intake: Intake }>("/app/v1/callbacks", { token });
  const one = callbacks.find((waiting) => waiting.id === id);
  if (id) return one ? opened(one) : null;
  return list(callbacks, intake);
}

function list(callbacks: readonly Waiting[], intake: Intake): HTMLElement {
  const node = piece("callbacks", { cards: callbacks.map(card), holders: say("callback.holders", { who: intake.holders.join(", ") }) });
  keep(node, [...(callbacks.length > 0 ? [] : ["empty"]), intake.epoch > 0 ? "born" : isAwaited(state(), "intake", session().me.agency) ? "awaited" : "unborn"]);
  deed(node, "bear", async () => {
    await bear("intake");
    document.dispatchEvent(new CustomEvent("saved"));
    go(ADDRESS);
  });
  return node;
}

function called(worker: string): string {
  return state().workers.get(worker)?.called ?? "";
}

function card(waiting: Waiting): HTMLElement {
  const node = piece("card", {
    code: showCode(waiting.code), when: moment(waiting.asked_at), what: say("callback.waits"), how: called(waiting.lead),
    link: path(ADDRESS, waiting.id),
  });
  node.classList.add("due");
  return node;
}

async function opened(waiting: Waiting): Promise<HTMLElement> {
  bar(showCode(waiting.code), path(ADDRESS));
  const node = piece("callback", { asked: say("callback.asked", { when: moment(waiting.asked_at), who: called(waiting.lead) }) });
  const drawn = await place(node, { form: "callback_done@1", step: "", place: "" });
  deed(node, "done", () => signNow({ kind: "callback.done", record: waiting.id, groups: answered(drawn).groups }, ADDRESS));
  deed(node, "open", async () => {
    fill(node, { left: await pairs(waiting) });
    need(node, '[data-act="open"]').hidden = true;
  });
  return node;
}

async function pairs({ id, part }: Waiting): Promise<HTMLElement[]> {
  if (!part) throw new Refused("record.unknown");
  const pair = await heldBy(part.to);
  const left = await openDeposit(part, id, pair);
  pair.kemSeed.fill(0);
  return LEFT.filter((name) => left[name]).map((name) => piece("pair", { term: say(`callback.${name}`), value: String(left[name]) }));
}
