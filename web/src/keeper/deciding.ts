/** What the keeper answers by itself: what makes the application, and nothing that is asked or sent. */

const PASSED = ["/app/v1/", "/app/version", "/app/garde.js", "/app/voix/"] as const;
const KEPT = ["/app/", "/static/"] as const;

export type Wish = { readonly method: string; readonly url: string };

/** Return the address that must be in the release; empty when the network may answer. */
export function kept({ method, url }: Wish, origin: string): string {
  const asked = new URL(url);
  const starts = (start: string): boolean => asked.pathname.startsWith(start);
  if (method !== "GET" || asked.origin !== origin || PASSED.some(starts)) return "";
  return KEPT.some(starts) ? asked.pathname : "";
}

/** Return the page that is shown when a page cannot be. */
export function stoppedAt(address: string): string {
  return `/app/arret.${address.startsWith("/app/en/") ? "en" : "fr"}.html`;
}
