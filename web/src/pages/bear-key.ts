/** An agency key is born in the browser of who will hold it. */

import { newAgencyKeys } from "../formats/entry.ts";
import { holdGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import type { JsonObject } from "../formats/canon.ts";
import { save, state } from "../notebook.ts";
import { myKeys, session } from "../session/session.ts";
import { keyOf } from "../shelf/state.ts";

const HOLDER = { vault: "supervisor", oversight: "dpo" } as const;

/** Make the key, publish its public side, hand its private side to the holders. */
export async function bear(owner: "vault" | "oversight"): Promise<void> {
  const { agency } = session().me;
  const mine = await myKeys();
  const [record, born] = [newId(), await newAgencyKeys({ owner, id: agency })];
  const others = holders(owner, agency).filter((id) => id !== session().worker);
  const entries = others.flatMap((id) => keyOf(state(), "worker", id)?.entry ?? []);
  const sealed: JsonObject[] = [];
  for (const to of [mine.entry, ...entries]) sealed.push(await holdGrant(born, record, to, mine));
  await save([{ kind: "key.published", record, groups: { key: { ...born.entry } }, sealed }]);
  born.kemSeed.fill(0);
}

function holders(owner: "vault" | "oversight", agency: string): string[] {
  const given = [...state().roles.values()].filter((role) => !role.ended && role.agency === agency);
  return [...new Set(given.filter(({ role }) => role === HOLDER[owner]).map(({ worker }) => worker))];
}
