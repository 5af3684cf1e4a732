/** Register an agency, or an organisation of the directory with its people. */

import { newId } from "../formats/ids.ts";
import { deed } from "../news.ts";
import { save, state } from "../notebook.ts";
import { dropDraft } from "../outbox/drafts.ts";
import { go } from "../router.ts";
import { need, piece } from "../screen.ts";
import { may, session } from "../session/session.ts";
import { answered, ask, place } from "./ask.ts";
import { option } from "./choices.ts";

/** Draw the page of a new agency. */
export async function registerAgency(): Promise<HTMLElement | null> {
  if (!may("agencies.write")) return null;
  return ask({ form: "agency@1", step: "ask.agency", place: "equipe/agence" }, async ({ groups }) => {
    await save([{ kind: "agency.registered", record: newId(), groups }]);
    done();
  });
}

/** Draw the page of a new organisation. */
export async function registerOrganisation(): Promise<HTMLElement | null> {
  if (!may("directory.write")) return null;
  const node = piece("organisation", {
    agencies: [option("", "–"), ...[...state().agencies.values()].map(({ id, name }) => option(id, name))],
  });
  const draft = "equipe/organisation";
  const drawn = await place(node, { form: "organisation@1", step: "", place: draft });
  const agency = need<HTMLSelectElement>(node, "#agency");
  const fill = () => people(node, agency.value);
  agency.addEventListener("change", fill);
  fill();
  deed(node, "save", async () => {
    const chosen = Object.entries({ agency: "agency", focal_point: "focal", deputy: "deputy" })
      .map(([question, id]) => [question, need<HTMLSelectElement>(node, `#${id}`).value] as const)
      .filter(([, value]) => value !== "");
    const { groups } = answered(drawn, Object.fromEntries(chosen));
    await save([{ kind: "organisation.registered", record: newId(), groups }]);
    await dropDraft(session(), draft);
    done();
  });
  return node;
}

function people(node: HTMLElement, agency: string): void {
  const workers = [...state().workers.values()].filter((worker) => worker.agency === agency && agency !== "");
  for (const id of ["focal", "deputy"]) {
    const list = need<HTMLSelectElement>(node, `#${id}`);
    list.replaceChildren(option("", "–"), ...workers.map((worker) => option(worker.id, worker.called)));
  }
}

function done(): void {
  document.dispatchEvent(new CustomEvent("saved"));
  go("equipe");
}
