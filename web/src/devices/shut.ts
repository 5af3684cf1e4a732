/** The lease has ended: what still works, who was helped since, and the two ways back. */

import { showCode } from "../formats/ids.ts";
import { deed, tellNews } from "../news.ts";
import { lay, state } from "../notebook.ts";
import { openWith } from "../outbox/spoken.ts";
import { go, path, read } from "../router.ts";
import { bar, keep, need, piece, typed } from "../screen.ts";
import { isOpen, may, session } from "../session/session.ts";
import { type Case, caseByCode, namedLines } from "../shelf/state.ts";
import { day, label, moment, say } from "../words.ts";

/** Draw the page, or a case that began after the end: help goes on there; a code that came by a photographed square stands there already. */
export async function page(rest: readonly string[] = []): Promise<HTMLElement | null> {
  const [{ shut }, { name }, [code = ""]] = [session(), read(location.hash), rest];
  if (shut && name === "dossier" && caseByCode(state(), code)) return (await import("../pages/later.ts")).dossier(rest);
  bar("");
  if (!shut) return null;
  const since = [...state().cases.values()].reverse();
  const node = piece("shut", { since: say("shut.since", { day: day(shut.slice(0, 10)) }), lines: since.map(line) });
  keep(node, [...(may("case.write") ? ["begin"] : []), ...(since.length > 0 ? ["lines"] : [])]);
  need<HTMLInputElement>(node, "#lease-code").value = name === "bail" ? code : "";
  watch(node);
  deed(node, "lock", () => void document.dispatchEvent(new CustomEvent("lock")));
  deed(node, "open", async () => {
    await openWith(session(), typed(node, "lease-code"));
    await lay();
    go();
    tellNews("saved");
  });
  return node;
}

/** A contact may bring the cases back while somebody reads this: then they are shown. */
function watch(node: HTMLElement): void {
  const look = (): void => {
    const isBack = isOpen() && !session().shut;
    if (isBack || !isOpen()) document.removeEventListener("weather", look);
    if (isBack && node.isConnected) go();
  };
  document.addEventListener("weather", look);
}

function line(here: Case): HTMLElement {
  const code = showCode(here.code);
  const needs = namedLines(here).map((one) => label("needs", one.need)).join(", ");
  return piece("line", { code, what: needs || say("today.no_need"), when: moment(here.opened), link: path("dossier", code) });
}
