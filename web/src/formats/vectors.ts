/**
 * Make the grant that Python must open: `node web/src/formats/vectors.ts`
 * writes tests/vectors/grant_from_browser.json.
 */

import { writeFileSync } from "node:fs";
import { type JsonObject, bytesOf, join, sha256 } from "./canon.ts";
import { type Grant, type Terms, makeGrant } from "./grants.ts";
import { keysFrom } from "./keys.ts";
import { type PairJson, known, pairOf } from "./known.ts";

type Made = { note: string; terms: Terms; keys: JsonObject; part: Grant };

/** Make it from the pairs in grant.json; the encapsulation is drawn from a label. */
export async function browserGrant(): Promise<Made> {
  const { signer, recipient, terms, keys } = known<{
    signer: PairJson;
    recipient: PairJson;
    terms: Terms;
    keys: JsonObject;
  }>("grant");
  const halves = await Promise.all(["one", "two"].map((label) => sha256(bytesOf(label))));
  const to = (await pairOf(recipient)).entry;
  const part = await makeGrant(keysFrom(keys), terms, to, await pairOf(signer), () => join(...halves));
  return { note: "signer and recipient are those of grant.json", terms, keys, part };
}

if (import.meta.main) {
  const file = new URL("../../../tests/vectors/grant_from_browser.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(await browserGrant(), null, 1)}\n`);
}
