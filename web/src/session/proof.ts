/** After the passphrase: the six digits, or the key of a device. */

import { deed } from "../news.ts";
import { rest } from "../rest.ts";
import { keep, piece, show, typed } from "../screen.ts";
import { secondFactor } from "./account.ts";
import { canKeep, showKey } from "./passkeys.ts";

/** Ask for either; return the token that is then in force. */
export async function proof(token: string, hasKey: boolean): Promise<string> {
  await rest();
  const node = keep(piece("proof"), hasKey && canKeep() ? ["key"] : []);
  return new Promise((ready) => {
    deed(node, "key", async () => ready(await showKey(token)));
    deed(node, "code", async () => ready(await secondFactor(token, typed(node, "code").replaceAll(" ", ""))));
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) node.querySelector<HTMLButtonElement>('[data-act="code"]')?.click();
    });
    show(node);
  });
}
