/** Fetch ahead what a day without network will need; quietly, after the first exchange. */

import { sheet } from "../forms/sheet.ts";

const FORMS = ["consent", "needs", "safety", "identity", "outcome", "release", "incident", "answer", "withdrawal"];

/** Bring code and forms onto the device; what cannot come now comes when it is asked for. */
export async function fetchAhead(): Promise<void> {
  const code = [
    import("../session/unlock.ts"),
    import("../formats/passphrase.ts"),
    import("../formats/grants.ts"),
    import("../formats/entry.ts"),
    import("./open-case.ts"),
  ];
  await Promise.allSettled(code);
  for (const form of FORMS) await sheet(`${form}@1`).catch(() => undefined);
}
