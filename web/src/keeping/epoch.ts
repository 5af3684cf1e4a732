/** A newer key of the agency, once somebody has left who held the last: older ones stay with their holders. */

import { state } from "../notebook.ts";
import { born } from "../pages/bear-key.ts";
import { signNow } from "../pages/sign-now.ts";
import { session } from "../session/session.ts";
import { keyOf } from "../shelf/state.ts";
import { type Half, keeping } from "./state.ts";

/** Make it here, and hand it to whoever of my house holds the last one: as the server says, and as two people signed. */
export async function renew(owner: Half): Promise<void> {
  const now = await keeping();
  const { worker: me, me: { agency } } = session();
  const last = keyOf(state(), owner, agency);
  const told = now.holders.filter((one) => one.owner === owner && one.epoch === last?.entry.epoch).map(({ worker }) => worker);
  const others = told.filter((id) => id !== me && last?.holders?.includes(id) && state().workers.get(id)?.agency === agency);
  await signNow(await born(owner, others), "cles");
}
