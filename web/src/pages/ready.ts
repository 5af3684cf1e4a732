/** Who opens a case does so to read it: its keys are opened when its page stands, what they open only when it is asked for. */

import { books, state } from "../notebook.ts";
import { pictured } from "../screen.ts";
import { grantCode, keysOf } from "../shelf/keys.ts";

/** Bring the code that opens keys as soon as the first page stands: who has cases will read one. */
export async function readyCode(): Promise<void> {
  await pictured();
  const bring = async () => state().cases.size > 0 && grantCode();
  await bring().catch(() => undefined); // what does not come is said where it is asked for
}

/** Open the keys of a case as soon as its page stands, unless it was left by then; whoever asks meanwhile waits for the same. */
export async function readyKeys(page: Pick<Node, "isConnected">, object: string): Promise<void> {
  await pictured();
  const open = async () => page.isConnected && keysOf(books(), object);
  await open().catch(() => undefined);
}
