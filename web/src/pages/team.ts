/** Équipe: who works here, with which role, and the agency's two keys. */

import { deed } from "../news.ts";
import { save, state } from "../notebook.ts";
import { go, path } from "../router.ts";
import { bar, fill, keep, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { isAwaited } from "../shelf/published.ts";
import { type Role, type Worker, keyOf } from "../shelf/state.ts";
import { label, say } from "../words.ts";
import { giveRole } from "./give-role.ts";
import { invite } from "./invite.ts";
import { registerAgency, registerOrganisation } from "./register.ts";

type Room = (rest: readonly string[]) => Promise<HTMLElement | null>;

const ROOMS: { readonly [name: string]: Room } = {
  inviter: invite,
  role: giveRole,
  agence: registerAgency,
  organisation: registerOrganisation,
  signer: (rest) => import("./seconding.ts").then(({ page: open }) => open(rest)),
  departs: () => import("../leaving/page.ts").then(({ page: departures }) => departures()),
  deux: (rest) => import("../glass/page.ts").then(({ page: open }) => open(rest)),
};

/** Draw the page, or one of its rooms. */
export async function page([name = "", ...rest]: readonly string[]): Promise<HTMLElement | null> {
  const isSeconding = name === "signer"; // founders sign before they have a role
  if (!isSeconding && !PARTS.some(([, permission]) => may(permission)) && !HOLDERS.some(may)) return null;
  bar("", name ? path("equipe") : "");
  if (!name) return team();
  const open = ROOMS[name];
  return open ? open(rest) : null;
}

function team(): HTMLElement {
  const { agencies, workers } = state();
  const mine = session().me.agency;
  const shown = [...workers.values()].filter(({ agency, left }) => !left && (may("people.write") || agency === mine));
  const node = piece("team", {
    agency: agencies.get(mine)?.name ?? "",
    people: shown.map(person),
    vault: keyLine("vault"),
    oversight: keyLine("oversight"),
  });
  keep(node, [...(HOLDERS.some(may) || may("people.write") ? ["keys", "keys-door"] : []), ...PARTS.filter(([, permission]) => may(permission)).map(([part]) => part), ...unborn()]);
  void waiting(node).catch(() => undefined); // no network: the page stands without it
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

/** Somebody on call sees here, too, that two people are needed. */
async function waiting(node: HTMLElement): Promise<void> {
  const [glass, second, drill] = await Promise.all([import("../glass/page.ts"), import("./seconding.ts"), import("../keeping/reminder.ts")]);
  fill(node, { waiting: [...(await glass.waitingNote()), ...(await second.waitingNote()), ...(await drill.waitingNote())] });
}

const PARTS = [
  ["reviews", "team.read"],
  ["people", "people.write"], ["agencies", "agencies.write"], ["organisations", "directory.write"], ["sites", "site.lock"],
] as const;

/** Who makes one of the two keys, or sees to it that somebody does. */
const HOLDERS = ["keys.vault", "keys.oversight"];

function unborn(): string[] {
  const mine = session().me.agency;
  return (["vault", "oversight"] as const).filter((owner) => may(`keys.${owner}`) && !keyOf(state(), owner, mine) && !isAwaited(state(), owner, mine));
}

function keyLine(owner: "vault" | "oversight"): string {
  const key = keyOf(state(), owner, session().me.agency);
  if (!key) return say(`team.${owner}.${isAwaited(state(), owner, session().me.agency) ? "waits" : "no"}`);
  const who = (key.holders ?? []).flatMap((id) => state().workers.get(id)?.called ?? []);
  return say(`team.${owner}.yes`, { who: who.join(", ") });
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
    const { ending } = await import("./seconding.ts");
    await save([ending({ ...role, grant: role.id }, "changed")]);
    done();
  });
  return node;
}

function done(): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("equipe");
}
