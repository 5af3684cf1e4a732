/** The second factor: a secret for an application of codes, proved once. */

import { deed } from "../news.ts";
import { fill, piece, typed } from "../screen.ts";
import { Refused } from "../formats/refusal.ts";
import { say } from "../words.ts";
import { confirmSecret, newSecret } from "./account.ts";

/** Ask for a second factor, then go on with the session that has it. */
export async function second(token: string, ready: (token: string) => Promise<void>): Promise<HTMLElement> {
  const made = await newSecret(token);
  if (!made) throw new Refused("unlock.second");
  const node = piece("second", { secret: spaced(made.secret), link: made.link });
  const { drawQr } = await import("../qr.ts");
  fill(node, { qr: await drawQr(made.link, say("second.qr")) });
  deed(node, "copy", () => navigator.clipboard.writeText(made.secret));
  deed(node, "confirm", async () => ready(await confirmSecret(token, typed(node, "code").replaceAll(" ", ""))));
  return node;
}

const spaced = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");
