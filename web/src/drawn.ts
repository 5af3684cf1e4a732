/**
 * A page of ours, drawn by the server, as a document.
 *
 * The browser parses the answer itself: nothing in this application turns text into
 * a page, so Trusted Types need no policy for it (docs/adr/0014).
 */

import { Refused } from "./formats/refusal.ts";

/** Fetch a page under an address of our own. */
export function drawn(address: string): Promise<Document> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const fail = (): void => failed(new Refused("network.down"));
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.responseXML ? done(request.responseXML) : fail());
    request.onerror = request.onabort = fail;
    request.open("GET", address);
    request.send();
  });
}

/** Return what stands on a page, in order: templates at its start are in its head. */
export function pieces(page: Document): Element[] {
  return [...page.head.children, ...page.body.children];
}
