/** Invite a person: a link that is shown once and handed over. */

import { b64, bytesOf, sha256 } from "../formats/canon.ts";
import { stamp } from "../formats/clock.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { deed, tellNews } from "../news.ts";
import { type NewAct, save, send, state } from "../notebook.ts";
import { need, piece, show, typed } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { keptTree } from "../shelf/log.ts";
import { label, say } from "../words.ts";
import { box, ticked } from "./boxes.ts";
import { choicesOf, option } from "./choices.ts";
import { asking } from "./seconding.ts";

const VALID = 7 * 86_400_000 - 60_000;

/** Draw the page. */
export async function invite(): Promise<HTMLElement | null> {
  if (!may("people.write")) return null;
  const agencies = [...state().agencies.values()].map(({ id, name }) => option(id, name));
  const node = piece("invite", { agencies, roles: choicesOf("role@1", "role").map(([code, text]) => box(code, text)) });
  need<HTMLSelectElement>(node, "#agency").value = session().me.agency;
  deed(node, "invite", () => make(node));
  return node;
}

async function make(node: HTMLElement): Promise<void> {
  const [called, agency] = [typed(node, "called").trim(), need<HTMLSelectElement>(node, "#agency").value];
  const roles = ticked(node);
  if (!called || !agency || roles.length === 0) throw new Refused("invite.missing");
  const [worker, token] = [newId(), b64(platform(32))];
  const invitation = {
    agency, called, token_hash: b64(await sha256(bytesOf(token))), until: stamp(Date.now() + VALID),
  };
  const acts: NewAct[] = [{ kind: "worker.invited", record: worker, groups: { invitation } }];
  for (const role of roles) acts.push(asking(worker, agency, role));
  await save(acts);
  await send();
  const tree = await keptTree(session());
  if (node.isConnected) shown(called, tree ? `${token}.${tree.key}` : token, roles);
}

function shown(called: string, token: string, roles: readonly string[]): void {
  const link = `${location.origin}${location.pathname}#join=${token}`;
  const who = say("team.link", { called, roles: roles.map((role) => label("role", role)).join(", ") });
  const node = piece("link", { link, who });
  deed(node, "copy", async () => {
    await navigator.clipboard.writeText(link);
    tellNews("copied");
  });
  show(node);
}
