/** A number of her own: she chooses a PIN, sees the number once, and remembers it; nothing is printed or kept here. */

import { newId, showCode } from "../formats/ids.ts";
import { drawNumber, inPairs, isPin } from "../formats/own-number.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import type { NewAct } from "../notebook.ts";
import { go } from "../router.ts";
import { keep, need, piece, show } from "../screen.ts";
import { call } from "../session/call.ts";
import { session } from "../session/session.ts";
import type { Case } from "../shelf/state.ts";
import { moment, say } from "../words.ts";
import { answered, place } from "./ask.ts";
import { signHere, signNow } from "./sign-now.ts";

type Access = { readonly id: string; readonly state: "given" | "locked"; readonly given_at: string; readonly is_awaited: boolean };
/** So often another number is drawn when somebody has the same. */
const DRAWS = 5;

/** Draw where her access stands; what changes it needs the network, and her in the room. */
export async function ownAccess(here: Case): Promise<HTMLElement> {
  const { access } = await call<{ access: Access | null }>(`/app/v1/access/of/${here.survivor}`, { token: online() });
  const node = piece("access", { stands: access ? say(`number.${access.is_awaited ? "awaited" : access.state}`, { when: moment(access.given_at) }) : null });
  keep(node, access ? ["standing"] : ["none"]);
  if (access) await changes(node, here, access);
  else await giving(node, here);
  return node;
}

function online(): string {
  const { token } = session();
  if (!token) throw new Refused("network.down");
  return token;
}

async function giving(node: HTMLElement, here: Case): Promise<void> {
  const asked = await place(need(node, "[data-new]"), { form: "access@1", step: "", place: "" });
  deed(node, "give", () => {
    const { groups } = answered(asked, { survivor: here.survivor });
    askPin(here, { kind: "access.given", record: newId(), groups }, drawNumber());
  });
}

async function changes(node: HTMLElement, here: Case, { id }: Access): Promise<void> {
  const reset = await place(need(node, "[data-reset]"), { form: "access_reset@1", step: "", place: "" });
  const end = await place(need(node, "[data-end]"), { form: "access_end@1", step: "", place: "" });
  deed(node, "reset", () => askPin(here, { kind: "access.reset", record: id, groups: answered(reset).groups }, ""));
  deed(node, "end", () => signNow({ kind: "access.ended", record: id, groups: answered(end).groups }, "dossier", showCode(here.code), "numero"));
}

/** The screen is turned to her: she alone types. */
function askPin(here: Case, act: NewAct, number: string): void {
  const node = piece("access-pin");
  const [first, again] = ["#pin", "#pin-again"].map((id) => need<HTMLInputElement>(node, id));
  deed(node, "chosen", async () => {
    const pin = first?.value ?? "";
    if (!isPin(pin)) throw new Refused("number.pin");
    if (pin !== again?.value) throw new Refused("number.differs");
    online();
    await signHere(act);
    const given = await put(act.record, number, pin);
    for (const box of [first, again]) if (box) box.value = "";
    if (given) show(shown(here, given));
    else leave(here);
  });
  show(node);
}

/** Hand both over; return the number that holds, empty when it stays as it was. */
async function put(access: string, number: string, pin: string): Promise<string> {
  for (let left = DRAWS, drawn = number; ; left -= 1, drawn = drawNumber()) {
    try {
      await call(`/app/v1/access/${access}`, { method: "PUT", body: { number: drawn, pin }, token: online() });
      return drawn;
    } catch (error) {
      const isTaken = error instanceof Refused && error.code === "number.taken";
      if (!isTaken || left === 0 || number === "") throw error;
    }
  }
}

/** The number, once, by pictures too. */
function shown(here: Case, number: string): HTMLElement {
  const node = piece("access-number", { number: inPairs(number) });
  const all = need(node, ".pictures");
  const pictures = [...number].map((digit) => need(all, `[data-digit="${digit}"]`).cloneNode(true));
  all.replaceChildren(...pictures);
  all.classList.add("drawn");
  deed(node, "kept", () => leave(here));
  return node;
}

function leave(here: Case): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("dossier", showCode(here.code), "numero");
}
