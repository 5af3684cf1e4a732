/** Moi: this device, what waits, what needs care, the desk, the way out. */

import type { Act } from "../formats/act.ts";
import { Refused } from "../formats/refusal.ts";
import { deed, wordsFor } from "../news.ts";
import { conflicting, left, sendAgain, state } from "../notebook.ts";
import type { Halt } from "../outbox/halt.ts";
import { forgetLast } from "../outbox/store.ts";
import { go } from "../router.ts";
import { keep, need, piece, show } from "../screen.ts";
import { leave } from "../session/account.ts";
import { call } from "../session/call.ts";
import { may, session } from "../session/session.ts";
import type { Known } from "../shelf/known.ts";
import { named } from "../shelf/named.ts";
import { forecast } from "../weather.ts";
import { count, has, label, language, moment, say } from "../words.ts";
import { releaseIn } from "./release.ts";

/** Draw the page. */
export async function page(): Promise<HTMLElement> {
  const { problems } = state();
  const conflicts = conflicting();
  const waiting = await left();
  const { troubles, halt } = forecast();
  const node = piece("me", {
    pairs: pairs(),
    waiting: count("waiting", waiting),
    troubles: troubles.map((code) => piece("item", { text: wordsFor(code) })),
    halt: halt ? [held(halt)] : [],
    problems: problems.map(problem),
    aside: count("aside", problems.length),
    conflicts: conflicts.map(({ record }) => piece("item", { text: conflictOf(record) })),
    language: say("me.language"),
    ["language-link"]: language() === "fr" ? "/app/en/" : "/app/",
  });
  need(node, '[data-slot="waiting"]').classList.add(waiting > 0 ? "due" : "got");
  const parts = { troubles, halt: halt ? [halt] : [], problems, conflicts };
  keep(node, [...(may("case.write") ? ["hand-on"] : []), ...Object.entries(parts).flatMap(([name, rows]) => (rows.length > 0 ? [name] : []))]);
  releaseIn(need(node, '[data-slot="release"]'));
  void import("../storage/page.ts").then(({ storageIn }) => storageIn(need(node, '[data-slot="storage"]'))).catch(() => undefined); // not fetched yet: the rest of the page stands
  deed(node, "send", async () => {
    await sendAgain();
    document.dispatchEvent(new CustomEvent("arrived"));
  });
  deed(node, "desk", openDesk);
  deed(node, "log", async () => {
    const { page: log } = await import("./log.ts");
    show(await log());
  });
  deed(node, "parcel", () => import("../parcels/page.ts").then(({ page: parcel }) => void show(parcel())));
  deed(node, "phrase", () => import("./phrase.ts").then(({ page: phrase }) => void show(phrase())));
  deed(node, "hand-on", async () => {
    const { mine } = await import("../leaving/page.ts");
    show(await mine());
  });
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
  return piece("problem", { what: titleOf(act), why: say(has(code) ? code : "refused", { code }), step: stepOf(code), when: moment(act.time) });
}

/** What to do about it: by the code, by its family, or what is always right. */
function stepOf(code: string): string {
  const [family = ""] = code.split(".");
  return say([code, family].map((name) => `step.${name}`).find(has) ?? "step.other");
}

/** What cannot be sent, and holds back what was written after it: somebody must help. */
function held({ act, code }: Halt): HTMLElement {
  return piece("problem", { what: titleOf(act), why: wordsFor(code), when: moment(act.time) });
}

function titleOf({ kind }: Act): string {
  return has(`thread.${kind}`) ? say(`thread.${kind}`) : kind;
}

function conflictOf(record: string): string {
  const { what, name } = named(state(), record);
  return say(`me.conflict.${what}`, { name });
}

/** The desk has its own session: a code of thirty seconds opens it in a new tab. */
async function openDesk(): Promise<void> {
  const { token } = session();
  if (!token) throw new Refused(forecast().offline ? "network.down" : "session.missing");
  const { code, entrance } = await call<{ code: string; entrance: string }>("/app/v1/desk-code", { method: "POST", token });
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: entrance, target: "_blank" });
  form.setAttribute("rel", "noopener");
  form.append(hidden("code", code), hidden("language", language()));
  document.body.append(form);
  form.submit();
  form.remove();
}

function hidden(name: string, value: string): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
