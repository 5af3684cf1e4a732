/** What two people sign of a role, of an agency's key and of who holds it: the same words, each with her own key. */

import { type Bytes, bytesOf, canonical, join } from "./canon.ts";
import { isSignature, signature } from "./signature.ts";

const ROLE_SIGNED_AS = "demeso/role/v1\n";
const KEY_SIGNED_AS = "demeso/key/v1\n";
const RECOVERED_SIGNED_AS = "demeso/recovered/v1\n";

export type Step = "given" | "ended" | "founded";
export type Statement = { readonly grant: string; readonly worker: string; readonly agency: string; readonly role: string; readonly step: Step };
/** `published` says that a key is the agency's, `named` that one more person holds it. */
export type KeyStep = "published" | "named";
export type KeyStatement = {
  readonly record: string; readonly fp: string; readonly owner: string; readonly agency: string;
  readonly epoch: number; readonly holders: readonly string[]; readonly step: KeyStep;
};
export type Signed = { readonly by: string; readonly key: string; readonly sig: string };
type Said = Statement | KeyStatement;

/** Return the words of a statement about a key, and nothing that came with them. */
export function keyWords({ record, fp, owner, agency, epoch, holders, step }: KeyStatement): KeyStatement {
  return { record, fp, owner, agency, epoch, holders: [...holders], step };
}

/** Return the bytes that people sign. */
export function words(said: Said): Bytes {
  if (!("grant" in said)) return join(bytesOf(KEY_SIGNED_AS), canonical({ ...keyWords(said), holders: [...said.holders] }));
  const { grant, worker, agency, role, step } = said;
  return join(bytesOf(ROLE_SIGNED_AS), canonical({ grant, worker, agency, role, step }));
}

/** Return what a recovery key signs of who takes a lost key into her hands. */
export function recoveredWords({ record, agency, owner, epoch, holders }: KeyStatement): Bytes {
  return join(bytesOf(RECOVERED_SIGNED_AS), canonical({ record, agency, owner, epoch, worker: holders.join("") }));
}

/** Return whom a statement is about: she does not sign it. */
function barred(said: Said): readonly string[] {
  if ("grant" in said) return [said.worker];
  return said.step === "named" ? said.holders : [];
}

/** Sign a statement with one's own key. */
export function sign(seed: Bytes, said: Said): string {
  return signature(seed, words(said));
}

/** Tell whether that key signed a statement, in the hands of somebody else than its subject. */
export function hasSigned(said: Said, { by, sig }: Signed, key: string): boolean {
  return !barred(said).includes(by) && isSignature(sig, key, words(said));
}
