/** A release: what is served under which address, and who says so (docs/formats/release.md). */

import { b64, bytesOf, isObject, sha256 } from "../formats/canon.ts";
import { Refused, refuseUnless } from "../formats/refusal.ts";
import { isSignature } from "../formats/signature.ts";

/** A list as it is signed, and its signature. */
export type Signed = { readonly manifest: string; readonly sig: string };
export type Release = {
  readonly version: number;
  readonly development: boolean;
  readonly digest: string;
  readonly files: ReadonlyMap<string, string>;
};
/** What may be done with a list that came, seen from the one that is held. */
export type Verdict = "first" | "same" | "newer" | "release.older" | "release.forked";

const CONTEXT = "demeso/release/v1\n";
const DIGEST = /^[A-Za-z0-9_-]{43}$/;

/** Open a list that this key signed; refuse every other. */
export async function opened(came: unknown, key: string): Promise<Release> {
  refuseUnless(isSigned(came) && isSignature(came.sig, key, bytesOf(CONTEXT + came.manifest)), "release.unsigned");
  const said: unknown = plain(came.manifest);
  refuseUnless(isObject(said) && said["v"] === 1 && isObject(said["files"]), "release.unsigned");
  const { version, development, files } = said;
  refuseUnless(Number.isSafeInteger(version) && typeof development === "boolean", "release.unsigned");
  const listed = Object.entries(files as { readonly [address: string]: unknown });
  refuseUnless(listed.every(([address, hash]) => address.startsWith("/") && DIGEST.test(String(hash))), "release.unsigned");
  const digest = b64(await sha256(bytesOf(came.manifest)));
  return { version: Number(version), development, digest, files: new Map(listed as [string, string][]) };
}

function isSigned(came: unknown): came is Signed {
  return isObject(came) && typeof came["manifest"] === "string" && typeof came["sig"] === "string";
}

function plain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refused("release.unsigned", "", error);
  }
}

/** Say what a rightly signed list is to the one that is held. */
export function verdict(held: Pick<Release, "version" | "digest"> | null, came: Pick<Release, "version" | "digest">): Verdict {
  if (!held) return "first";
  if (came.digest === held.digest) return "same";
  if (came.version > held.version) return "newer";
  return came.version === held.version ? "release.forked" : "release.older";
}

/** What is asked once, when the application is put on a home screen: no day needs it. */
const ASKED_ONCE = "/app/ecran/";
const ENGLISH = /^\/app\/en\/$|\.en\.html$/;
const FRENCH = /^\/app\/$|\.fr\.html$/;

/** Return what one language needs of a release: code, style, and its own pages. */
export function wanted({ files }: Release, language: string): [string, string][] {
  const others = language === "en" ? FRENCH : ENGLISH;
  return [...files].filter(([address]) => !others.test(address) && !address.startsWith(ASKED_ONCE));
}
