/** Fetch ahead what a day without network will need; quietly, after the first exchange. */

import { fetched } from "../forms/fetched.ts";
import { sheet } from "../forms/sheet.ts";
import { send, widen } from "../notebook.ts";
import { rest } from "../rest.ts";
import { session } from "../session/session.ts";
import { language } from "../words.ts";
import { readyCode } from "./ready.ts";

const FORMS = ["consent", "urgency", "needs", "safety", "identity", "outcome", "release", "incident", "answer", "follow_up", "closure"];

/** Ask for the form that every case begins with; whoever goes there finds it on its way. */
export function foreseen(): void {
  void fetched(`/app/forms/consent@1.${language()}.html`).catch(() => undefined);
}

/** Begin what an open notebook does by itself: send and fetch, then what is fetched ahead. */
export async function goOn(): Promise<void> {
  void readyCode();
  await send();
  await fetchAhead();
}

/** Bring code and forms onto the device; what cannot come now comes when it is asked for. */
async function fetchAhead(): Promise<void> {
  const code = [
    import("../formats/grants.ts"),
    import("../formats/entry.ts"),
    import("./open-case.ts"),
    import("../forms/giving.ts"),
  ];
  await Promise.allSettled(code);
  for (const form of FORMS) await sheet(`${form}@1`).catch(() => undefined);
  await widen();
  await Promise.allSettled([rest(), import("./later.ts"), import("./handing.ts"), import("./intake.ts"), import("./care.ts")]);
  await import("../parcels/key.ts").then(({ learnKey }) => learnKey(session())).catch(() => undefined); // should somebody carry what waits
  await import("../session/keeping.ts").then(({ stand }) => void stand()).catch(() => undefined); // in a browser that lets no keeper stand, the notebook works all the same
}
