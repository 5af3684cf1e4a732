/** One place: what a lock will do, what it did, who opens it again. */

import { newId } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { answered, place as put } from "../pages/ask.ts";
import { box, ticked } from "../pages/boxes.ts";
import { signNow } from "../pages/sign-now.ts";
import { fill, keep, need, piece } from "../screen.ts";
import { count, label, moment, say } from "../words.ts";
import type { Lock, Locks, Place } from "./state.ts";

const LIST = "lieux";

/** Draw a place as it stands. */
export function onePlace(place: Place, found: Locks): Promise<HTMLElement> {
  const lock = found.locks.find(({ id }) => id === place.lock);
  return lock ? locked(lock) : before(place, found);
}

/** Before: who works there, and all that will happen, on one page with its button. */
async function before(place: Place, found: Locks): Promise<HTMLElement> {
  const node = piece("lock-before", {
    name: place.name, of: place.organisation,
    effects: effectsOf(place).map((text) => piece("item", { text })),
    people: found.colleagues.map(({ id, called }) => box(id, called, place.staff.some((one) => one.id === id))),
  });
  keep(node, [...(place.unverified ? ["unverified"] : []), ...(place.staff.length > 0 ? [] : ["nobody"])]);
  need<HTMLDetailsElement>(node, "details").open = place.staff.length === 0;
  const drawn = await put(node, { form: "site_lock@1", step: "", place: "", fixed: { site: place.id } });
  deed(node, "lock", () => signNow({ kind: "site.locked", record: newId(), groups: answered(drawn).groups }, LIST, place.id));
  deed(node, "staff", () => staffed(node, place));
  return node;
}

/** What a lock will do here, in words. */
function effectsOf({ devices, staff, referrals, appointments, follow_ups: follow }: Place): string[] {
  const people = staff.map(({ called }) => called).join(", ");
  const warned = appointments + follow;
  return [
    devices > 0 ? say("locks.will.devices", { number: devices, people }) : say("locks.will.no_devices"),
    say("locks.will.listing"),
    referrals > 0 ? count("locks.will.referrals", referrals) : say("locks.will.no_referrals"),
    ...(warned > 0 ? [count("locks.will.warn", warned)] : []),
    say("locks.will.told"),
  ];
}

function staffed(node: HTMLElement, { id: site }: Place): Promise<void> {
  const staff = ticked(need(node, '[data-slot="people"]'));
  return signNow({ kind: "site.staffed", record: newId(), groups: { staff: { site, staff } } }, LIST, site);
}

/** Afterwards: what was done, what is left to people, and who says that it is safe again. */
async function locked(lock: Lock): Promise<HTMLElement> {
  const node = piece("lock-after", {
    name: lock.name,
    when: say("locks.by", { who: lock.by, when: moment(lock.at) }),
    why: label("lock_why", lock.why),
    done: doneBy(lock).map((text) => piece("lock-done", { text })),
    tasks: tasksOf(lock).map(([text, isDone]) => piece(isDone ? "lock-done" : "lock-task", { text })),
  });
  const agrees = lock.state === "proposed";
  const left = lock.warn + lock.back > 0;
  keep(node, [...(left ? ["left"] : []), ...(agrees ? [lock.may_agree ? "agree" : "waits"] : ["propose"])]);
  if (agrees) fill(node, { proposed: say("locks.proposed", { who: lock.proposed_by }) });
  if (agrees && !lock.may_agree) return node;
  const drawn = await put(node, { form: "unlocking@1", step: "", place: "" });
  const kind = agrees ? "site.unlocked" : "unlocking.proposed";
  deed(node, "unlock", () => signNow({ kind, record: lock.id, groups: answered(drawn).groups }, LIST, lock.site));
  return node;
}

function doneBy({ devices, back }: Lock): string[] {
  return [
    devices > 0 ? count("locks.did.devices", devices) : say("locks.did.no_devices"),
    say("locks.did.listing"),
    back > 0 ? count("locks.did.referrals", back) : say("locks.did.no_referrals"),
    say("locks.did.told"),
  ];
}

/** What only people can do, and whether it is done. */
function tasksOf({ warn, to_tell: tell, back, to_orient: orient }: Lock): (readonly [string, boolean])[] {
  return [
    ...(warn > 0 ? [[say("locks.task.tell", { done: warn - tell, all: warn }), tell === 0] as const] : []),
    ...(back > 0 ? [[say("locks.task.orient", { done: back - orient, all: back }), orient === 0] as const] : []),
  ];
}
