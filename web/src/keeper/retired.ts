/** The kill switch: take the keeper and its files away. The notebook on this device is not touched. */

import type { Scope } from "./scope.ts";
import { forgetOthers } from "./store.ts";

const self = globalThis as unknown as Scope;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.registration.unregister()));
});
