/** What stands above all else on the day's page, fetched when it is there to be said. */

import { rest } from "../rest.ts";
import { fill, need } from "../screen.ts";
import { type Me, may } from "../session/session.ts";

type Part = { waitingNote: () => Promise<HTMLElement[]> };

/** Whoever is on call sees that two people are needed now; without a role, what it waits for; late work, where; a drill that is due. */
export async function notes(node: HTMLElement, { roles, late = {}, drills = [] }: Me): Promise<void> {
  const parts = [
    ...(may("keys.oversight") ? [() => import("../glass/page.ts")] : roles.length === 0 ? [() => import("./seconding.ts")] : []),
    ...(Object.keys(late).length > 0 ? [() => import("../leaving/late.ts")] : []),
    ...(drills.length > 0 ? [() => import("../keeping/reminder.ts")] : []),
  ];
  await Promise.allSettled(parts.map((part) => told(node, part())));
}

async function told(node: HTMLElement, part: Promise<Part>): Promise<void> {
  const [{ waitingNote }] = await Promise.all([part, rest()]);
  const found = await waitingNote();
  need(node, "h1").after(...found);
  if (found.length > 0) fill(node, { count: null });
}
