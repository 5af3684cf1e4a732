/** Changer ma phrase secrète: the present one, then a new one typed twice. */

import { Refused } from "../formats/refusal.ts";
import { deed, tellNews } from "../news.ts";
import { person, remember } from "../outbox/store.ts";
import { go, path } from "../router.ts";
import { bar, fill, need, piece, typed } from "../screen.ts";
import { call } from "../session/call.ts";
import { type Change, changing } from "../session/change.ts";
import { check, fitting } from "../session/join.ts";
import { who } from "../session/opening.ts";
import { drawWords } from "../session/passwords.ts";
import { myKeys, session } from "../session/session.ts";
import { settingsOf } from "../session/settings.ts";
import { WORDS } from "../session/wordlist.ts";
import { forecast } from "../weather.ts";
import { say } from "../words.ts";

/** Draw the page. */
export function page(): HTMLElement {
  bar("", path("moi"));
  const node = piece("change-phrase", { words: drawWords(WORDS) });
  deed(node, "draw", () => void fill(node, { words: drawWords(WORDS) }));
  deed(node, "take", () => {
    const phrase = need(node, "#offer").textContent ?? "";
    for (const id of ["passphrase", "again"]) need<HTMLInputElement>(node, `#${id}`).value = phrase;
  });
  deed(node, "change", async () => {
    const [present, next] = [typed(node, "present"), typed(node, "passphrase")];
    if (!present) throw new Refused("passphrase.empty");
    check(session().username, next, typed(node, "again"));
    fill(node, { fault: say("unlock.working") });
    await change(present, next);
    for (const field of node.querySelectorAll("input")) field.value = "";
    tellNews("phrase.changed");
    go("moi");
  });
  return node;
}

async function change(present: string, next: string): Promise<void> {
  const { token, username, userKey } = session();
  if (!token) throw new Refused(forecast().offline ? "network.down" : "session.missing");
  const { bundle: stands } = await who(token);
  const sent = await changing({ keys: await myKeys(), userKey }, { present, next }, stands, await fitting());
  await call("/app/v1/passphrase", { method: "POST", token, body: sent }).catch((error: unknown) => arrived(error, username, sent));
  const known = await person(username); // only now: cut before this line, this device asks the server
  if (known) await remember({ ...known, bundle: sent.bundle });
}

/** The answer was lost on the way: the server says by its settings which passphrase it lets in. */
async function arrived(error: unknown, username: string, { bundle }: Change): Promise<void> {
  const silent = error instanceof Refused && error.code.startsWith("network.");
  const now = silent ? await settingsOf(username).catch(() => null) : null;
  if (now?.salt === bundle.kdf.salt) return;
  throw silent && !now ? new Refused("phrase.unsure") : error;
}
