/** Open the desk as a demo person: signed in as the notebook does it, then a single-use code. */

import { passphraseKeys, type Kdf } from "../formats/passphrase.ts";
import { enter, leave, secondFactor } from "../session/account.ts";
import { call } from "../session/call.ts";
import { type Key, keyOf } from "./key.ts";
import { sayMark } from "./mark.ts";

/** Sign in and go; the desk's first page then leads on to where the card points. */
export async function openDesk(who: string): Promise<void> {
  sayMark("opening");
  const key = await keyOf(who, (seconds) => sayMark("wait", String(seconds)));
  sayMark("opening");
  const code = await deskCode(key);
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/desk/enter", hidden: true });
  form.append(hidden("code", code), hidden("language", document.documentElement.lang));
  document.body.append(form);
  form.submit();
}

async function deskCode({ username, passphrase, code }: Key): Promise<string> {
  const { kdf } = await call<{ kdf: Kdf }>("/app/v1/salt", { method: "POST", body: { username } });
  const { login } = await passphraseKeys(passphrase, kdf);
  const { token } = await enter(username, login);
  const whole = await secondFactor(token, code);
  const made = await call<{ code: string }>("/app/v1/desk-code", { method: "POST", token: whole });
  await leave(whole);
  return made.code;
}

function hidden(name: string, value: string): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
