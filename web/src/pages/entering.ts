/** Mes façons d’entrer: a short code for coming back, and what stands beside the passphrase. */

import { Refused } from "../formats/refusal.ts";
import { deed, tellNews } from "../news.ts";
import { person, remember } from "../outbox/store.ts";
import { bar, keep, need, piece, show, typed } from "../screen.ts";
import { choose } from "../session/nap.ts";
import { type Factor, addKey, canKeep, factors, removeKey } from "../session/passkeys.ts";
import { napping, session, takeNap } from "../session/session.ts";
import { forecast } from "../weather.ts";
import { day, say } from "../words.ts";

/** Draw the page. */
export async function page(): Promise<HTMLElement> {
  bar("", "#/moi");
  const node = piece("entering");
  keep(node, [napping() ? "chosen" : "choose", ...(canKeep() ? ["add"] : [])]);
  returning(need(node, ".returning"));
  second(need(node, ".second-step"));
  return node;
}

function returning(node: HTMLElement): void {
  deed(node, "choose", async () => {
    await choose(typed(node, "new-pin"));
    await again("pin.chosen");
  });
  deed(node, "forget", () => {
    takeNap(null);
    return again("pin.forgotten");
  });
}

function second(node: HTMLElement): void {
  void list(node).catch(() => need(node, '[data-slot="factors"]').append(piece("item", { text: say("passkey.offline") })));
  deed(node, "add", async () => {
    await addKey(token(), typed(node, "key-name"));
    await rememberKey(true);
    await again("passkey.added");
  });
}

async function list(node: HTMLElement): Promise<void> {
  const held = await factors(token());
  need(node, '[data-slot="factors"]').append(...held.map(row));
}

function row({ type, id, name, created_at, last_used_at }: Factor): HTMLElement {
  const when = (seconds: number) => day(new Date(seconds * 1000).toISOString().slice(0, 10));
  const node = piece("factor", {
    name: name ?? say(`factor.${type}`),
    since: say("factor.since", { day: when(created_at) }),
    used: last_used_at ? say("factor.used", { day: when(last_used_at) }) : null,
  });
  keep(node, id === undefined ? [] : ["remove"]);
  deed(node, "remove", async () => {
    if (id !== undefined) await removeKey(token(), id);
    await rememberKey((await factors(token())).some((one) => one.type === "webauthn"));
    await again("passkey.removed");
  });
  return node;
}

/** Next time the code is not asked first, or again. */
async function rememberKey(hasKey: boolean): Promise<void> {
  const mine = await person(session().username);
  if (mine) await remember({ ...mine, hasKey });
}

function token(): string {
  const { token: mine } = session();
  if (!mine) throw new Refused(forecast().offline ? "network.down" : "session.missing");
  return mine;
}

async function again(said: string): Promise<void> {
  show(await page());
  tellNews(said);
}
