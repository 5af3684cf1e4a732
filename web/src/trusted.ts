/**
 * The one Trusted Types policy. Two scripts of our own may be started by their address;
 * no text becomes a page, and no text becomes code.
 */

export const STRETCH = "/static/stretch.js";
export const KEEPER = "/app/garde.js";
type Ours = typeof STRETCH | typeof KEEPER;
type Policy = { readonly createScriptURL: (address: string) => string };
type Scope = {
  readonly trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  carnetScripts?: Policy;
};

const scope = globalThis as Scope;
const OURS: readonly string[] = [STRETCH, KEEPER];
const PLAIN: Policy = {
  createScriptURL: (address) => {
    if (!OURS.includes(address)) throw new TypeError("not ours");
    return address;
  },
};

/** Return the address in the shape that the browser asks for; a policy is made once in a document. */
export function script(address: Ours): string {
  scope.carnetScripts ??= scope.trustedTypes?.createPolicy("carnet", PLAIN) ?? PLAIN;
  return scope.carnetScripts.createScriptURL(address);
}
