/** Open the notebook: name, passphrase, six digits. Offline, the passphrase alone. */

import { day } from "../day.ts";
import { type PassphraseKeys, passphraseKeys } from "../formats/passphrase.ts";
import { Refused } from "../formats/refusal.ts";
import { warm } from "../formats/stretching.ts";
import { deed, fault, wordsOf } from "../news.ts";
import { type Person, forgetLast, person } from "../outbox/store.ts";
import { bar, fill, keep, need, piece, show, typed } from "../screen.ts";
import { say } from "../words.ts";
import { enter, secondFactor } from "./account.ts";
import { restingToken } from "./session.ts";
import { foretell, settingsFor } from "./settings.ts";
import { countRight, countWrong, requireNoPause } from "./tries.ts";

/** The session that rested is over, or the network is back: the same page again, now with the code. */
async function askCode(error: unknown, done: () => void, phrase: string): Promise<void> {
  const node = show(await unlock(done));
  need<HTMLInputElement>(node, "#passphrase").value = phrase;
  fault(node, wordsOf(error));
}

function isWrong(error: unknown): boolean {
  return error instanceof Refused && error.code === "unlock.wrong";
}

type Given = { readonly username: string; readonly phrase: string; readonly code: string };

/** Draw the page; `done` goes on once the notebook is open. */
export async function unlock(done: () => void): Promise<HTMLElement> {
  bar("");
  const last = await person();
  const rests = last !== undefined && restingToken(last.username) !== "";
  const offline = last !== undefined && !navigator.onLine;
  const node = keep(piece("unlock"), ["name", ...(rests || offline || last?.hasKey ? [] : ["code"]), ...(last ? ["other"] : [])]);
  if (offline) need(node, '[data-slot="offline"]').hidden = false;
  if (last) need<HTMLInputElement>(node, "#username").value = last.username;
  deed(node, "other", async () => {
    await forgetLast();
    show(await unlock(done));
  });
  deed(node, "open", async () => {
    const [username, phrase] = [nameIn(node), typed(node, "passphrase")];
    if (!username || !phrase) throw new Refused("unlock.missing");
    fill(node, { fault: say("unlock.working") });
    try {
      requireNoPause(username, Date.now());
      await enterAs({ username, phrase, code: typed(node, "code").replaceAll(" ", "") }, done);
      countRight(username);
    } catch (error) {
      if (isWrong(error)) throw countWrong(username, Date.now());
      const isOver = rests && restingToken(last.username) === "";
      if (!node.isConnected || isOver || (offline && navigator.onLine)) return askCode(error, done, phrase);
      throw error;
    }
    need<HTMLInputElement>(node, "#passphrase").value = "";
    fill(node, { fault: "" });
  });
  prepare(node, last === undefined && !offline);
  node.addEventListener("keydown", (event) => {
    const open = node.querySelector<HTMLButtonElement>('[data-act="open"]');
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) open?.click();
  });
  return node;
}

/** While she types, what will be needed comes: what stretches, the day's code, how her phrase is stretched. */
function prepare(node: HTMLElement, isNew: boolean): void {
  warm();
  void day().catch(() => undefined);
  if (isNew) node.querySelector("#username")?.addEventListener("change", () => foretell(nameIn(node)));
}

const nameIn = (node: HTMLElement): string => typed(node, "username").trim().toLowerCase();

async function enterAs(given: Given, done: () => void): Promise<void> {
  const known = await person(given.username);
  const online = navigator.onLine;
  if (!online && !known) throw new Refused("network.down");
  const kdf = known?.bundle.kdf ?? (await settingsFor(given.username));
  const { login, wrap } = await passphraseKeys(given.phrase, kdf);
  if (known) return enterKnown(given, known, { login, wrap }, done);
  const token = await tokenFor(given, login, known);
  await (await day()).enrol(given.username, wrap, token);
  done();
}

async function enterKnown(given: Given, known: Person, { login, wrap }: PassphraseKeys, done: () => void): Promise<void> {
  const { enterNotebook, unwrap, whoIfReached } = await day();
  const opened = await unwrap(known.bundle, known.worker, wrap).catch((error: unknown) => elsewhere(error, given, known));
  if (opened !== ENTERED) {
    const token = navigator.onLine ? await tokenFor(given, login, known) : "";
    await enterNotebook(known, opened, token, token ? await whoIfReached(token) : undefined);
  }
  done();
}

const ENTERED = "entered";

/** Another phrase than this device remembers may be the newer one: then the server knows it. */
async function elsewhere(error: unknown, given: Given, known: Person): Promise<typeof ENTERED> {
  if (!navigator.onLine || !isWrong(error)) throw error;
  const [{ newerKeys }, { enterNotebook, unwrap, who }] = await Promise.all([import("./newer.ts"), day()]);
  const { login, wrap } = await newerKeys(known, given.phrase);
  const token = await tokenFor(given, login, undefined);
  const mine = await who(token);
  await enterNotebook(known, await unwrap(mine.bundle, known.worker, wrap), token, mine);
  return ENTERED;
}

async function tokenFor({ username, code }: Given, login: string, known: Person | undefined): Promise<string> {
  const rests = restingToken(username);
  if (rests) return rests;
  try {
    const { token, codeNeeded, hasKey } = await enter(username, login);
    if (!codeNeeded) return await firstCode(token);
    void day().then(({ foreseen }) => foreseen()).catch(() => undefined); // the phrase was right: the first words of the work may come
    if (!code && (hasKey || known?.hasKey)) return await proved(token, hasKey);
    if (!code) throw new Refused("unlock.code_needed");
    return await secondFactor(token, code);
  } catch (error) {
    if (known && error instanceof Refused && error.code === "network.down") return "";
    if (known && isWrong(error)) throw new Refused("unlock.changed"); // it opens here, and there no more
    throw error;
  }
}

/** Without a code typed, a key of a device may do as well. */
async function proved(token: string, hasKey: boolean): Promise<string> {
  const { proof } = await import("./proof.ts");
  return proof(token, hasKey);
}

/** Somebody who left before her second factor was ready sets it up now. */
async function firstCode(token: string): Promise<string> {
  const { second } = await import("./second.ts");
  return new Promise((ready, failed) => {
    second(token, async (confirmed) => ready(confirmed)).then(show, failed);
  });
}
