/** The recovery key is born here, and leaves on three sheets of paper, one to a person. */

import { newId } from "../formats/ids.ts";
import { Refused } from "../formats/refusal.ts";
import { SHARES, type Share, bearRecovery, shareWords } from "../formats/shares.ts";
import { deed } from "../news.ts";
import { type NewAct, save, send } from "../notebook.ts";
import { publishing } from "../pages/bear-key.ts";
import { option } from "../pages/choices.ts";
import { drawQr } from "../qr.ts";
import { go, path } from "../router.ts";
import { bar, need, piece, show } from "../screen.ts";
import { session } from "../session/session.ts";
import { say } from "../words.ts";
import { type Keeper, keeping } from "./state.ts";

const PARTS = ["first", "second", "third"] as const;

/** Draw the page that asks who keeps the three sheets. */
export async function sheets(): Promise<HTMLElement> {
  bar("", path("cles"));
  const now = await keeping();
  const node = piece("sheets-whom");
  for (const part of PARTS) need(node, `#${part}`).replaceChildren(option("", "—"), ...now.keepers.filter(({ keeps }) => keeps.includes("recovery")).map(optionOf));
  deed(node, "make", async () => {
    const chosen = PARTS.map((part) => need<HTMLSelectElement>(node, `#${part}`).value);
    const people = chosen.flatMap((id) => now.keepers.find((one) => one.id === id) ?? []);
    if (new Set(people).size !== SHARES) throw new Refused("sheets.three");
    await make(now.published.recovery + 1, people);
  });
  return node;
}

const optionOf = ({ id, called, house }: Keeper): HTMLOptionElement => option(id, `${called} · ${house}`);

/** The words are shown only once the server has kept the key: no sheet without its key. */
async function make(epoch: number, people: readonly Keeper[]): Promise<void> {
  const { agency } = session().me;
  const { pair, sheets: made } = await bearRecovery(agency, epoch);
  const record = newId();
  const published = publishing(pair, record, [], []);
  for (const secret of [pair.kemSeed, pair.signSeed]) secret.fill(0);
  const named = Object.fromEntries(PARTS.map((part, at) => [part, people[at]?.id ?? ""]));
  const acts: NewAct[] = [
    published,
    { kind: "shares.made", record: newId(), groups: { sheets: { agency, epoch, ...named } } },
  ];
  await save(acts);
  await send();
  if ((await keeping()).published.recovery !== epoch) throw new Refused("network.down");
  await sheet(made, people, 0);
}

/** Show one sheet at a time: its keeper prints it or copies it by hand, the others look away. */
async function sheet(made: readonly Share[], people: readonly Keeper[], at: number): Promise<void> {
  const [share, keeper] = [made[at], people[at]];
  if (!share || !keeper) {
    document.dispatchEvent(new CustomEvent("saved"));
    return go("cles");
  }
  const words = await shareWords(share);
  const node = piece("sheet", {
    part: say("sheet.part", { part: share.part, number: SHARES }),
    house: keeper.house,
    epoch: say("sheet.epoch", { epoch: share.epoch }),
    keeper: say("sheet.for", { called: keeper.called }),
    words: words.map((text) => piece("item", { text })),
    qr: await drawQr(words.join(" "), say("sheet.qr")),
  });
  deed(node, "print", () => print());
  deed(node, "next", async () => {
    share.y.fill(0);
    await sheet(made, people, at + 1);
  });
  show(node);
}
