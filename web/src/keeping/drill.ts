/** The drill: two sheets open a test, and the recovery key signs that they did. No key of the agency is touched. */

import { makeGrant, openGrant } from "../formats/grants.ts";
import { newId } from "../formats/ids.ts";
import { newKey } from "../formats/keys.ts";
import { refuseUnless } from "../formats/refusal.ts";
import type { Grant } from "../formats/grants.ts";
import { bar } from "../screen.ts";
import { path } from "../router.ts";
import { signNow } from "../pages/sign-now.ts";
import { myKeys, session } from "../session/session.ts";
import { say } from "../words.ts";
import { naming, openedKeys, sign } from "./hold.ts";
import { type Half, addressOf, asked, keeping } from "./state.ts";
import { type Recovered, twoSheets } from "./two-sheets.ts";

const DRILL = "demeso/drill/v1\n";

/** Draw the drill, of my agency or of one whose sheet I keep. */
export async function drill(agency = session().me.agency): Promise<HTMLElement> {
  bar("", path(...addressOf(agency)));
  return twoSheets(say("keys.drill"), say("keys.drill.why"), pass, agency);
}

async function pass({ pair, parts }: Recovered): Promise<void> {
  const { id: agency, epoch } = pair.entry;
  const mine = await myKeys();
  const test = newKey();
  const terms = { object: agency, rights: "hold", consent: null } as const;
  const opened = await openGrant(await makeGrant({ recovery: test }, terms, pair.entry, mine), terms, pair, mine.entry);
  refuseUnless(opened["recovery"]?.id === test.id, "share.apart");
  const [record, sorted] = [newId(), [...parts].sort()];
  const proof = sign(pair, DRILL, { record, agency, epoch, parts: sorted });
  const said = { agency, epoch, one: sorted[0] ?? 0, other: sorted[1] ?? 0, proof };
  await signNow({ kind: "drill.passed", record, groups: { drill: said } }, ...addressOf(agency));
}

/** Draw the page where a lost key goes to who holds it from now on: one key, never both. */
export async function takeKey(owner: Half): Promise<HTMLElement> {
  bar("", path("cles"));
  const title = say(`keys.take.${owner}`);
  return twoSheets(title, say("keys.take.why"), async ({ pair }) => {
    const { grants } = await asked<{ grants: Grant[] }>(`/app/v1/recovery/${owner}`);
    const me = (await myKeys()).entry;
    refuseUnless(me.id === session().worker, "key.not_held");
    const held = new Set((await keeping()).holders.filter((one) => one.owner === owner && one.worker === me.id).map(({ epoch }) => epoch));
    for (const lost of await openedKeys(grants, owner, pair)) {
      if (!held.has(lost.entry.epoch)) await signNow(await naming(lost, owner, me, pair), "cles");
      lost.kemSeed.fill(0);
    }
  });
}
