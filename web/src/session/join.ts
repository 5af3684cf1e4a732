/** Come in by an invitation: keys are born here, then a second factor. */

import { type Bytes, b64, bytesOf, canonical, digest, join as joined, sha256 } from "../formats/canon.ts";
import { makeBundle, newUserKey } from "../formats/bundle.ts";
import { type KeyPair, newWorkerKeys } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { newId } from "../formats/ids.ts";
import { type Kdf, newKdf, passphraseKeys } from "../formats/passphrase.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { signPublic, signature } from "../formats/signature.ts";
import { deed } from "../news.ts";
import { fill, need, piece, show, typed } from "../screen.ts";
import { say } from "../words.ts";
import { enter } from "./account.ts";
import { call } from "./call.ts";
import { devicePerson, enterNotebook, who } from "./opening.ts";
import { drawWords, isName, isStrong } from "./passwords.ts";
import { second } from "./second.ts";
import { pinLog } from "../shelf/log.ts";
import { session } from "./session.ts";
import { WORDS } from "./wordlist.ts";

const SIGNED_AS = "demeso/join/v1\n";
const SLOW_ENOUGH = 700;

type Invitation = { readonly worker: string; readonly called: string };

/** Draw the page of an invitation; its link says whose signature the log carries. */
export async function join(link: string, done: () => void): Promise<HTMLElement> {
  const [token = "", log = ""] = link.split(".");
  const invitation = await call<Invitation>("/app/v1/invitation", { method: "POST", body: { token } }).catch(() => null);
  if (!invitation) return piece("missing");
  const node = piece("join", { words: drawWords(WORDS), called: invitation.called });
  deed(node, "draw", () => void fill(node, { words: drawWords(WORDS) }));
  deed(node, "take", () => {
    const phrase = need(node, "#offer").textContent ?? "";
    for (const id of ["passphrase", "again"]) need<HTMLInputElement>(node, `#${id}`).value = phrase;
  });
  deed(node, "join", async () => {
    const [username, phrase] = [typed(node, "username").trim(), typed(node, "passphrase")];
    check(username, phrase, typed(node, "again"));
    fill(node, { fault: say("unlock.working") });
    await show(await welcome(token, invitation.worker, username, phrase, async () => {
      await pinLog(session(), log);
      done();
    }));
  });
  return node;
}

/** Refuse a name or passphrase that cannot be taken. */
export function check(username: string, phrase: string, again: string): void {
  if (!isName(username)) throw new Refused("join.name");
  if (!isStrong(phrase)) throw new Refused("join.weak");
  if (phrase !== again) throw new Refused("join.differs");
}

async function welcome(token: string, worker: string, username: string, phrase: string, done: () => Promise<void>) {
  const kdf = await fitting();
  const { login, wrap } = await passphraseKeys(phrase, kdf);
  const [keys, userKey] = [await newWorkerKeys(worker), newUserKey()];
  const bundle = await makeBundle(keys, userKey, wrap, kdf);
  const seed = platform(32);
  const device = { id: newId(), public: signPublic(seed), label: "" };
  const body = { token, username, login_key: login, bundle, entry: keys.entry, device };
  await call("/app/v1/join", { method: "POST", body: { ...body, proof: await proof(body, keys) } });
  const person = await devicePerson({ username, worker, device: device.id, bundle }, seed, userKey);
  const { token: session } = await enter(username, login);
  const opened = { userKey, kemSeed: keys.kemSeed, signSeed: keys.signSeed };
  return second(session, async (ready) => {
    await enterNotebook(person, opened, ready, await who(ready));
    await done();
  });
}

/** Find settings that take about as long as a person may wait on this device. */
export async function fitting(): Promise<Kdf> {
  const floor = newKdf();
  const start = performance.now();
  await passphraseKeys("essai", floor);
  const each = (performance.now() - start) / floor.t;
  return newKdf(floor.m, Math.min(16, Math.max(floor.t, Math.round(SLOW_ENOUGH / each))));
}

type Said = {
  readonly token: string; readonly username: string; readonly login_key: string;
  readonly bundle: Awaited<ReturnType<typeof makeBundle>>;
  readonly entry: KeyPair["entry"];
  readonly device: { readonly id: string; readonly public: string; readonly label: string };
};

/** Sign what is sent with the key that was just born. */
export async function proof(body: Said, keys: KeyPair): Promise<string> {
  const said = canonical({
    token: await hashed(body.token),
    username: body.username,
    login: await hashed(body.login_key),
    bundle: await digest(body.bundle),
    entry: await fingerprint(keys.entry),
    device: body.device,
  });
  const message: Bytes = joined(bytesOf(SIGNED_AS), said);
  return signature(keys.signSeed, message);
}

async function hashed(secret: string): Promise<string> {
  return b64(await sha256(bytesOf(secret)));
}
