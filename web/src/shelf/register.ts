/** Who works here and who answers for an organisation: names and public keys. */

import type { Json } from "../formats/canon.ts";
import type { Entry } from "../formats/entry.ts";
import { refuseUnless } from "../formats/refusal.ts";
import { entryFault } from "../formats/shapes.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Hand } from "../outbox/write.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";

const PLACE = "register";
const AT_ONCE = 50;

type Named = { readonly id: string; readonly called: string; readonly agency: string };
export type Listed = Named & {
  readonly joined: boolean;
  readonly roles: readonly { readonly grant: string; readonly role: string }[];
};
export type Register = {
  readonly people: readonly Listed[];
  readonly named: readonly Named[];
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly keys: readonly { readonly record: string; readonly entry: Entry }[];
};

/** Return the register as it was last fetched. */
export async function keptRegister(hand: Hand): Promise<Register | null> {
  const kept = (await draftOf(hand, PLACE)) as unknown as Partial<Register>;
  return kept.people ? (kept as Register) : null;
}

/** Fetch the register, and keep it sealed for when there is no network. */
export async function fetchRegister(mine: Session, signers: readonly string[]): Promise<Register> {
  const { token } = mine;
  const said = await call<Omit<Register, "keys">>("/app/v1/people", { token });
  const owners = [...said.people, ...said.named, ...said.agencies].map(({ id }) => id);
  const asked = [...new Set(owners)].map((id) => `owner=${id}`).concat(signers.map((print) => `fp=${print}`));
  const keys = await fetchKeys(asked, token);
  const { people, named, agencies } = said;
  const register: Register = { people, named, agencies, keys };
  await keepDraft(mine, PLACE, register as unknown as { [name: string]: Json });
  return register;
}

type Told = { readonly entry: Entry; readonly record: string; readonly revoked_at: string | null };

async function fetchKeys(asked: readonly string[], token: string): Promise<Register["keys"]> {
  const found: { record: string; entry: Entry }[] = [];
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const query = asked.slice(at, at + AT_ONCE).join("&");
    const { keys } = await call<{ keys: readonly Told[] }>(`/app/v1/keys?${query}`, { token });
    for (const { entry, record, revoked_at: revoked } of keys) {
      refuseUnless(entryFault(entry) === "", "key.malformed");
      if (revoked === null) found.push({ record, entry });
    }
  }
  return found;
}
