/** Moi: this device, what waits, what needs care, the desk, the way out. */

import { showCode } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { conflicting, left, send, state } from "../notebook.ts";
import { forgetLast } from "../outbox/store.ts";
import { go } from "../router.ts";
import { keep, need, piece } from "../screen.ts";
import { leave } from "../session/account.ts";
import { call } from "../session/call.ts";
import { session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import { caseOf } from "../shelf/state.ts";
import { count, has, label, language, moment, say } from "../words.ts";

/** Draw the page. */
export async function page(): Promise<HTMLElement> {
  const { problems } = state();
  const conflicts = conflicting();
  const waiting = await left();
  const node = piece("me", {
    pairs: pairs(),
    waiting: count("waiting", waiting),
    problems: problems.map(problem),
    conflicts: conflicts.map(({ record }) => piece("item", { text: say("me.conflict", { code: codeOf(record) }) })),
    language: say("me.language"),
    ["language-link"]: language() === "fr" ? "/app/en/" : "/app/",
  });
  need(node, '[data-slot="waiting"]').classList.add(waiting > 0 ? "due" : "got");
  keep(node, [...(problems.length > 0 ? ["problems"] : []), ...(conflicts.length > 0 ? ["conflicts"] : [])]);
  deed(node, "send", async () => {
    await send();
    document.dispatchEvent(new CustomEvent("arrived"));
  });
  deed(node, "desk", openDesk);
  deed(node, "lock", () => void document.dispatchEvent(new CustomEvent("lock")));
  deed(node, "out", async () => {
    await leave(session().token);
    await forgetLast();
    document.dispatchEvent(new CustomEvent("leave"));
    go();
  });
  return node;
}

function pairs(): HTMLElement[] {
  const { username, device, me } = session();
  const rows = {
    name: username,
    called: me.called,
    agency: state().agencies.get(me.agency)?.name ?? "",
    roles: me.roles.map((role) => label("role", role)).join(", "),
    device: device.slice(-8),
  };
  return Object.entries(rows).map(([name, value]) => piece("pair", { term: say(`me.${name}`), value }));
}

function problem({ act, code }: Known): HTMLElement {
  const what = has(`thread.${act.kind}`) ? say(`thread.${act.kind}`) : act.kind;
  return piece("problem", { what, why: say(has(code) ? code : "refused", { code }), when: moment(act.time) });
}

function codeOf(record: string): string {
  const all = state();
  const here = caseOf(all, all.roots.get(record) ?? record);
  return here ? showCode(here.code) : "–";
}

/** The desk has its own session: a code of thirty seconds opens it in a new tab. */
async function openDesk(): Promise<void> {
  const { token } = session();
  if (!token) throw new Refused("network.down");
  const { code } = await call<{ code: string }>("/app/v1/desk-code", { method: "POST", token });
  const form = document.createElement("form");
  const field = document.createElement("input");
  Object.assign(form, { method: "post", action: "/desk/enter", target: "_blank" });
  form.setAttribute("rel", "noopener");
  Object.assign(field, { type: "hidden", name: "code", value: code });
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}
