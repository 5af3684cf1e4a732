/** Files by their digest: fetched once, checked, and served under the keeper's own headers. */

import { b64, sha256, type Bytes } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import headers from "../generated/headers.json" with { type: "json" };
import { STRETCH } from "../trusted.ts";
import { fileKey, shelf } from "./store.ts";

const TYPES: { readonly [ending: string]: string } = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};
const PAGE = "text/html; charset=utf-8";
const FORMS = /form-action [^;]*/;
const POLICY = "Content-Security-Policy";

/** Return a file that is kept; fetch and check it when it is not. */
export async function file(address: string, hash: string): Promise<Response> {
  const cache = await shelf();
  const found = await cache.match(fileKey(hash));
  if (found) return found;
  const response = await checked(address, hash);
  await cache.put(fileKey(hash), response.clone());
  return response;
}

/** What the browser remembers may be of an older release: the second time it is asked past that. */
async function checked(address: string, hash: string): Promise<Response> {
  for (const cache of ["default", "reload"] as const) {
    const came = await fetch(address, { credentials: "omit", redirect: "error", cache }).catch(() => null);
    if (!came) throw new Refused("network.down");
    const body = new Uint8Array(await came.arrayBuffer());
    if (came.ok && b64(await sha256(body)) === hash) return sealed(address, body, came.headers.get(POLICY) ?? "");
  }
  throw new Refused("release.broken", address);
}

/** A server cannot weaken the policy later; only where the desk stands is its to say. */
function sealed(address: string, body: Bytes, said: string): Response {
  const own = address === STRETCH ? headers.worker : headers.page;
  const forms = FORMS.exec(said)?.[0] ?? "form-action 'self'";
  const policy = address === STRETCH ? own[POLICY] : own[POLICY].replace(FORMS, forms);
  const type = TYPES[address.split(".").pop() ?? ""] ?? PAGE;
  return new Response(body, { headers: { ...own, [POLICY]: policy, "Content-Type": type } });
}
