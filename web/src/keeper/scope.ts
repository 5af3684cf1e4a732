/** The few words of a service worker's world that we use; TypeScript's library for pages has none of them. */

export type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
export type Fetching = Lasting & { readonly request: Request; respondWith(answer: Promise<Response>): void };
export type Asked = { readonly what: "state" | "check" | "fill" | "take"; readonly language: string };

export type Scope = {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  readonly registration: ServiceWorkerRegistration;
  /** A server without a signed release names its own key here. */
  readonly carnetKey?: string;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", work: (event: Lasting) => void): void;
  addEventListener(type: "fetch", work: (event: Fetching) => void): void;
  addEventListener(type: "message", work: (event: MessageEvent<Asked> & Lasting) => void): void;
};
