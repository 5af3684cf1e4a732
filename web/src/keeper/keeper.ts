/**
 * The keeper: a service worker that serves the application from one signed release.
 * What it cannot stop is in docs/threat-model.md.
 */

import { Refused } from "../formats/refusal.ts";
import { kept, stoppedAt } from "./deciding.ts";
import { file } from "./files.ts";
import { answer, catchUp, check, fill, state, take } from "./holding.ts";
import { opened } from "./manifest.ts";
import type { Asked, Scope } from "./scope.ts";
import { forgetOthers, kept as stored, nameShelf } from "./store.ts";

/** The release key's public half, written in by the build; empty in a development build. */
declare const RELEASE_PUBLIC: string;

const self = globalThis as unknown as Scope;
const KEY = RELEASE_PUBLIC || (self.carnetKey ?? "");

/** Hold a release before anything is served; without a rightly signed one there is no keeper. */
async function begin(): Promise<void> {
  const { held, trouble } = await check(KEY);
  const list = await stored("held");
  if (!held || !list) throw new Refused(trouble || "network.down");
  const { files } = await opened(list, KEY);
  for (const page of [stoppedAt("/app/"), stoppedAt("/app/en/")]) await file(page, files.get(page) ?? "");
}

const DEEDS = {
  state: () => state(KEY),
  check: () => check(KEY),
  fill: (language: string) => fill(KEY, language),
  take: (language: string) => take(KEY, language),
} satisfies { readonly [what in Asked["what"]]: (language: string) => Promise<unknown> };

nameShelf(KEY);
self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const { what, language } = event.data;
  event.waitUntil(DEEDS[what](language).then((said) => port?.postMessage(said)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = kept(request, self.location.origin);
  if (!address) return;
  const isPage = request.mode === "navigate";
  const ready = isPage ? catchUp(KEY) : Promise.resolve();
  event.respondWith(ready.then(() => answer(address, KEY, isPage)));
});
