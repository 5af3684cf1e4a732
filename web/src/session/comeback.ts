/** Come back after losing one's keys: new ones are born here, two people confirm them, in person. */

import { makeBundle, newUserKey } from "../formats/bundle.ts";
import { keyPair } from "../formats/entry.ts";
import { newId } from "../formats/ids.ts";
import { passphraseKeys } from "../formats/passphrase.ts";
import { printWords } from "../formats/print-words.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { signPublic } from "../formats/signature.ts";
import { deed } from "../news.ts";
import { beginAnew } from "../outbox/purge.ts";
import { rest } from "../rest.ts";
import { go } from "../router.ts";
import { fill, need, piece, show, typed } from "../screen.ts";
import { pinLog } from "../shelf/log.ts";
import { say } from "../words.ts";
import { enter } from "./account.ts";
import { call } from "./call.ts";
import { check, fitting, proof } from "./join.ts";
import { devicePerson, enterNotebook, who } from "./opening.ts";
import { drawWords } from "./passwords.ts";
import { second } from "./second.ts";
import { session } from "./session.ts";
import { WORDS } from "./wordlist.ts";

const EACH = 4_000;

type State = {
  readonly worker: string; readonly called: string; readonly username: string;
  readonly epoch: number; readonly asked: boolean; readonly renewed: boolean; readonly confirmed: number;
};

/** Draw the page of a link; it is good for one device, once. */
export async function comeback(link: string, done: () => void): Promise<HTMLElement> {
  await rest();
  const [token = "", log = ""] = link.split(".");
  const found = await stateOf(token).catch(() => null);
  if (!found || found.asked) return piece("missing");
  const node = piece("comeback", { words: drawWords(WORDS), called: found.called, username: found.username });
  deed(node, "draw", () => void fill(node, { words: drawWords(WORDS) }));
  deed(node, "take", () => {
    const phrase = need(node, "#offer").textContent ?? "";
    for (const id of ["passphrase", "again"]) need<HTMLInputElement>(node, `#${id}`).value = phrase;
  });
  deed(node, "make", async () => {
    check(found.username, typed(node, "passphrase"), typed(node, "again"));
    fill(node, { fault: say("unlock.working") });
    await make({ token, log, found, phrase: typed(node, "passphrase") }, done);
  });
  return node;
}

const stateOf = (token: string): Promise<State> => call<State>("/app/v1/renewal", { method: "POST", body: { token } });

type Given = { readonly token: string; readonly log: string; readonly found: State; readonly phrase: string };

async function make({ token, log, found, phrase }: Given, done: () => void): Promise<void> {
  const { worker, username, epoch } = found;
  const kdf = await fitting();
  const { login, wrap } = await passphraseKeys(phrase, kdf);
  const keys = await keyPair({ owner: "worker", id: worker, epoch }, platform(32), platform(32));
  const userKey = newUserKey();
  const bundle = await makeBundle(keys, userKey, wrap, kdf);
  const seed = platform(32);
  const device = { id: newId(), public: signPublic(seed), label: "" };
  const body = { token, username, login_key: login, bundle, entry: keys.entry, device };
  await call("/app/v1/comeback", { method: "POST", body: { ...body, proof: await proof(body, keys) } });
  const waiting = show(piece("comeback-waits", { words: printWords(keys.fingerprint).join(" "), state: say("renewal.waits", { confirmed: 0, enough: 2 }) }));
  await confirmed(token, waiting);
  const person = await devicePerson({ username, worker, device: device.id, bundle }, seed, userKey);
  const { token: fresh } = await enter(username, login);
  const opened = { userKey, kemSeed: keys.kemSeed, signSeed: keys.signSeed };
  const last = await second(fresh, async (ready) => {
    const known = await who(ready);
    await beginAnew(worker); // this phone may be the one on which the other keys were
    await enterNotebook(person, opened, ready, known);
    await pinLog(session(), log);
    done();
    go("cles");
  });
  show(last);
}

/** Wait until two people have said that it is her; leaving the page leaves the keys. */
async function confirmed(token: string, node: HTMLElement): Promise<void> {
  for (;;) {
    await new Promise((ready) => setTimeout(ready, EACH));
    if (!node.isConnected) throw new Refused("session.locked");
    const now = await stateOf(token).catch(() => null);
    if (now?.renewed) return;
    if (now) fill(node, { state: say("renewal.waits", { confirmed: now.confirmed, enough: 2 }) });
  }
}
