/**
 * Make the sheets that Python must read: `node web/src/formats/sheets.ts`
 * writes tests/vectors/shares_from_browser.json, other ones each time.
 */

import { writeFileSync } from "node:fs";
import { b64 } from "./canon.ts";
import { type PairJson, known } from "./known.ts";
import { bearRecovery, shareWords } from "./shares.ts";

const { pair: base } = known<{ pair: PairJson }>("shares");
const { pair, sheets } = await bearRecovery(base.entry.id, 1);
const { entry, fingerprint, kemSeed, signSeed } = pair;
const made = {
  pair: { entry, fingerprint, kem: b64(kemSeed), sign: b64(signSeed) },
  sheets: await Promise.all(sheets.map(shareWords)),
};
const file = new URL("../../../tests/vectors/shares_from_browser.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(made, null, 1)}\n`);
