/** One case, open by two people: read here, kept nowhere, gone when its time is over. */

import type { JsonObject } from "../formats/canon.ts";
import { showCode } from "../formats/ids.ts";
import { sheet } from "../forms/sheet.ts";
import { FORM_OF, type Kind } from "../kinds.ts";
import { deed } from "../news.ts";
import { valueOf } from "../pages/sealed.ts";
import { signNow } from "../pages/sign-now.ts";
import { path } from "../router.ts";
import { bar, fill, piece } from "../screen.ts";
import { day, say } from "../words.ts";
import { ADDRESS } from "./ask.ts";
import { readAll } from "./halves.ts";
import { type Glass, type Text, isOver, left, texts } from "./state.ts";

const OFTEN = 10_000;
/** How to reach her comes first: that is what it was opened for. */
const ORDER = ["contact", "identity", "narrative", "sensitive"];

/** Draw the case with the time that is left. */
export async function openedCase(one: Glass): Promise<HTMLElement> {
  bar(showCode(one.code), path(...ADDRESS));
  const found = await texts(one.id);
  const told = await readAll(found);
  const node = piece("glass-open", { code: showCode(one.code), texts: await Promise.all(drawn(found.texts, told)) });
  count(node, one);
  deed(node, "close", () => {
    fill(node, { texts: [] });
    return signNow({ kind: "glass.closed", record: one.id, groups: { end: { glass_end: "done" } } }, ...ADDRESS);
  });
  return node;
}

function drawn(found: readonly Text[], told: readonly JsonObject[]): Promise<HTMLElement>[] {
  const rows = found.map(({ at, kind, part }, place) => ({ at, kind, name: part.compartment, answers: told[place] ?? {} }));
  const filled = rows.filter(({ answers }) => Object.keys(answers).length > 0);
  filled.sort((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name) || other.at.localeCompare(one.at));
  return filled.map(async ({ at, kind, name, answers }) =>
    piece("glass-text", { title: say(`glass.text.${name}`), when: day(at), pairs: await pairs(kind, answers) }),
  );
}

/** Name each answer as the form did in which it was written. */
async function pairs(kind: string, answers: JsonObject): Promise<HTMLElement[]> {
  const form = kind in FORM_OF ? await sheet(FORM_OF[kind as Kind]) : null;
  return Object.entries(answers).map(([question, value]) =>
    piece("pair", { term: form?.textOf(question) || say(`question.${question}`), value: valueOf(question, value) }),
  );
}

/** Say how long it stays open; when the time is over nothing of it stays on the screen. */
function count(node: HTMLElement, one: Glass): void {
  const look = (): void => {
    if (isOver(one, Date.now())) {
      clearInterval(timer);
      fill(node, { texts: [], left: say("glass.over") });
    } else if (!node.isConnected && node.dataset["seen"] === "yes") {
      clearInterval(timer);
    } else {
      if (node.isConnected) node.dataset["seen"] = "yes";
      fill(node, { left: say("glass.left", left(one, Date.now())) });
    }
  };
  const timer = setInterval(look, OFTEN);
  look();
}
