/** The passphrase was changed on another device: open with what the server keeps now, never with less. */

import { type PassphraseKeys, passphraseKeys } from "../formats/passphrase.ts";
import { Refused, refuseUnless } from "../formats/refusal.ts";
import type { Person } from "../outbox/store.ts";
import { isNoWeaker } from "./change.ts";
import { settingsOf } from "./settings.ts";

/** Stretch a passphrase as the server says, when that is not what this device remembers. */
export async function newerKeys({ username, bundle }: Person, phrase: string): Promise<PassphraseKeys> {
  const kdf = await settingsOf(username);
  if (kdf.salt === bundle.kdf.salt) throw new Refused("unlock.wrong");
  refuseUnless(isNoWeaker(kdf, bundle.kdf), "passphrase.settings");
  return passphraseKeys(phrase, kdf);
}
