/** Équipe: who works here, with which role, and the agency's two keys. */

import { deed } from "../news.ts";
import { save, state } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, keep, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { type Role, type Worker, keyOf } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { giveRole } from "./give-role.ts";
import { invite } from "./invite.ts";
import { registerAgency, registerOrganisation } from "./register.ts";

type Room = () => Promise<HTMLElement | null>;

const ROOMS: { readonly [name: string]: Room } = {
  inviter: invite,
  role: giveRole,
  agence: registerAgency,
  organisation: registerOrganisation,
};

/** Draw the page, or one of its rooms. */
export async function page([name = ""]: readonly string[]): Promise<HTMLElement | null> {
  if (!PARTS.some(([, permission]) => may(permission)) && !HOLDERS.some(may)) return null;
  bar("", name ? path("equipe") : "");
  if (!name) return team();
  const open = ROOMS[name];
  return open ? open() : null;
}

function team(): HTMLElement {
  const { agencies, workers } = state();
  const mine = session().me.agency;
  const shown = [...workers.values()].filter(({ agency }) => may("people.write") || agency === mine);
  const node = piece("team", {
    agency: agencies.get(mine)?.name ?? "",
    people: shown.map(person),
    vault: keyLine("vault"),
    oversight: keyLine("oversight"),
  });
  keep(node, [...(HOLDERS.some(may) || may("people.write") ? ["keys"] : []), ...PARTS.filter(([, permission]) => may(permission)).map(([part]) => part), ...unborn()]);
  for (const owner of ["vault", "oversight"] as const) {
    node.querySelector(`[data-slot="${owner}"]`)?.classList.add(keyOf(state(), owner, mine) ? "got" : "due");
    deed(node, owner, async () => {
      const { bear } = await import("./bear-key.ts");
      await bear(owner);
      done();
    });
  }
  return node;
}

const PARTS = [
  ["people", "people.write"], ["agencies", "agencies.write"], ["organisations", "directory.write"],
] as const;

/** Who makes one of the two keys, or sees to it that somebody does. */
const HOLDERS = ["keys.vault", "keys.oversight"];

function unborn(): string[] {
  const mine = session().me.agency;
  return (["vault", "oversight"] as const).filter((owner) => may(`keys.${owner}`) && !keyOf(state(), owner, mine));
}

function keyLine(owner: "vault" | "oversight"): string {
  const key = keyOf(state(), owner, session().me.agency);
  if (!key) return say(`team.${owner}.no`);
  const holder = owner === "vault" ? "supervisor" : "dpo";
  const roles = [...state().roles.values()].filter(({ role, agency, ended }) => role === holder && agency === key.entry.id && !ended);
  return say(`team.${owner}.yes`, { who: roles.map(({ worker }) => state().workers.get(worker)?.called ?? "").join(", ") });
}

function person(worker: Worker): HTMLElement {
  const roles = [...state().roles.values()].filter((role) => role.worker === worker.id && !role.ended);
  return piece("person", {
    called: worker.called,
    agency: worker.joined ? (state().agencies.get(worker.agency)?.name ?? "") : say("team.invited"),
    roles: roles.map(drawnRole),
  });
}

function drawnRole(role: Role): HTMLElement {
  const node = piece("role", { role: label("role", role.role) });
  const mayEnd = may("people.write") && role.worker !== session().worker;
  keep(node, mayEnd ? ["end"] : []);
  deed(node, "end", async () => {
    await save([{ kind: "role.ended", record: role.id, groups: { ending: { reason: "changed" } } }]);
    done();
  });
  return node;
}

function done(): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("equipe");
}
