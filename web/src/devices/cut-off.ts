/** A place is cut off: two people say so, and its devices keep open longer. */

import { newId } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { answered, place } from "../pages/ask.ts";
import { box, ticked } from "../pages/boxes.ts";
import { signNow } from "../pages/sign-now.ts";
import { keep, need, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { day, label, say } from "../words.ts";
import { type Blockade, type Device, type Devices, inOrder } from "./state.ts";

const LIST = "appareils";

/** Draw a place that is cut off, with the button for the second person. */
export function blockadeCard(one: Blockade, { devices }: Devices): HTMLElement {
  const there = devices.filter(({ id }) => one.devices.includes(id));
  const stands = one.confirmed_at !== null;
  const node = piece("blockade-card", {
    where: label("cercle", one.cercle),
    mark: stands ? say("blockades.until", { day: day(one.until.slice(0, 10)) }) : say("blockades.waits"),
    which: there.map(whose).join(", "),
    by: say("blockades.by", { who: one.declared_by }),
  });
  need(node, ".sign").classList.add(stands ? "got" : "due");
  keep(node, one.may_confirm ? ["confirm"] : []);
  const groups = { word: { confirmed: "yes" } };
  deed(node, "confirm", () => signNow({ kind: "blockade.confirmed", record: one.id, groups }, LIST));
  return node;
}

function whose({ called, id }: Device): string {
  return `${called} (${id.slice(-4)})`;
}

/** Draw the page on which somebody says it first. */
export async function declare(found: Devices): Promise<HTMLElement> {
  const here = inOrder(found.devices).filter((one) => !one.revoked_at && !one.mine);
  const node = piece("blockade-new", { devices: here.map((one) => box(one.id, whose(one))) });
  const { agency } = session().me;
  const drawn = await place(node, { form: "blockade@1", step: "", place: "", fixed: { agency } });
  deed(node, "declare", () => {
    const { groups } = answered(drawn, { devices: ticked(need(node, '[data-slot="devices"]')) });
    return signNow({ kind: "blockade.declared", record: newId(), groups }, LIST);
  });
  return node;
}

