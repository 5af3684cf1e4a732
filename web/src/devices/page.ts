/** Appareils: mine, and my people's; a lost one is cut at once, a cut-off one gets its code. */

import { deed } from "../news.ts";
import { signNow } from "../pages/sign-now.ts";
import { drawQr } from "../qr.ts";
import { path } from "../router.ts";
import { bar, fill, keep, need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { day, moment, say } from "../words.ts";
import { blockadeCard, declare } from "./cut-off.ts";
import { type Device, type Devices, codeFor, devices, inOrder, markOf } from "./state.ts";

export const ADDRESS = "appareils";
const TONES = { open: "got", shut: "wait", new: "", lost: "due", stopped: "" } as const;
const KEEPERS = ["people.write", "team.read"];

/** Draw the list, one that was lost, or a place that is cut off. */
export async function page([id = ""]: readonly string[]): Promise<HTMLElement | null> {
  bar("", id ? path(ADDRESS) : path("moi"));
  const found = await devices();
  const one = found.devices.find((each) => each.id === id);
  if (id === "coupe") return KEEPERS.some(may) ? declare(found) : null;
  if (id) return one ? losing(one) : null;
  return list(found);
}

function list(found: Devices): HTMLElement {
  const rows = inOrder(found.devices);
  const node = piece("devices", {
    mine: rows.filter(({ mine }) => mine).map((one) => card(one, found.now)),
    team: rows.filter(({ mine }) => !mine).map((one) => card(one, found.now)),
    blockades: found.blockades.map((one) => blockadeCard(one, found)),
  });
  const keeps = KEEPERS.some(may);
  return keep(node, [...(keeps ? ["team", "declare"] : []), ...(found.blockades.length > 0 ? ["blockades"] : [])]);
}

/** Name a device as people tell them apart. */
export function nameOf({ id, label }: Device): string {
  if (id === session().device) return say("devices.this");
  return label || say("devices.name", { tail: id.slice(-4) });
}

function card(one: Device, now: string): HTMLElement {
  const mark = markOf(one, now);
  const on = one.revoked_at ?? one.lease_until ?? "";
  const node = piece("device-card", {
    name: nameOf(one),
    mark: say(`devices.mark.${mark}`),
    who: one.mine ? null : one.called,
    lease: say(`devices.lease.${mark}`, { day: on ? day(on.slice(0, 10)) : "" }),
    called: one.called_at ? say("devices.called", { when: moment(one.called_at) }) : say("devices.never"),
    lose: path(ADDRESS, one.id),
  });
  if (TONES[mark]) need(node, ".sign").classList.add(TONES[mark]);
  const isHere = one.id === session().device;
  keep(node, [...(one.has_code ? ["code"] : []), ...(one.revoked_at || isHere ? [] : ["lose"])]);
  deed(node, "code", () => tell(node, one));
  return node;
}

/** Show the code, once it is asked for: to be read out, or photographed. */
async function tell(node: HTMLElement, { id }: Device): Promise<void> {
  const { code, until } = await codeFor(id);
  const link = `${location.origin}${location.pathname}${path("bail", code)}`;
  fill(node, {
    code: piece("device-code", {
      digits: `${code.slice(0, 5)} ${code.slice(5)}`,
      square: await drawQr(link, say("devices.code")),
      until: say("devices.code.until", { day: day(until.slice(0, 10)) }),
    }),
  });
}

function losing(one: Device): HTMLElement {
  const node = piece("device-lose", { which: say("devices.which", { name: nameOf(one), who: one.called }) });
  for (const reason of ["lost", "stolen", "replaced"]) {
    deed(node, reason, () => signNow({ kind: "device.revoked", record: one.id, groups: { revocation: { reason } } }, ADDRESS));
  }
  return node;
}
